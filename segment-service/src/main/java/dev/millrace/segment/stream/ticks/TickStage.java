package dev.millrace.segment.stream.ticks;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.producer.RecordMetadata;

/** How far the tick of one partition is on its way. */
sealed interface TickStage {

    /** What the broker has to answer before it goes on. */
    Stream<Future<?>> awaited();

    default boolean isAnswered() {
        return awaited().allMatch(Future::isDone);
    }

    /** The mark is being stored. */
    record Marking(Future<RecordMetadata> mark) implements TickStage {

        @Override
        public Stream<Future<?>> awaited() {
            return Stream.of(mark);
        }
    }

    /**
     * The offsets of each event topic are being asked for.
     *
     * @param upTo when the mark was stored
     */
    record Asking(
            Instant upTo,
            Map<String, Future<ListOffsetsResultInfo>> ends,
            Map<String, Future<ListOffsetsResultInfo>> starts)
            implements TickStage {

        @Override
        public Stream<Future<?>> awaited() {
            return Stream.concat(ends.values().stream(), starts.values().stream());
        }
    }

    /** The tick is being stored. */
    record Telling(Future<RecordMetadata> tick) implements TickStage {

        @Override
        public Stream<Future<?>> awaited() {
            return Stream.of(tick);
        }
    }
}
