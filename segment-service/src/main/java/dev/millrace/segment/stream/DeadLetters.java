package dev.millrace.segment.stream;

import dev.millrace.contract.DeadLetter;
import dev.millrace.segment.SegmentTopology;
import io.micrometer.core.instrument.Metrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Puts a record that can't be used aside, bytes unchanged, and counts it. */
final class DeadLetters {

    private static final String COUNTER = "millrace_dead_letters";

    private DeadLetters() {}

    static void put(
            ProcessorContext<? super byte[], ? super byte[]> context,
            Record<byte[], byte[]> record,
            RecordMetadata from,
            String reason) {
        Metrics.counter(COUNTER, "topic", from.topic()).increment();
        context.forward(
                record.withHeaders(DeadLetter.headers(reason, from.topic(), from.partition(), from.offset())),
                SegmentTopology.PRODUCE_DEAD_LETTERS);
    }
}
