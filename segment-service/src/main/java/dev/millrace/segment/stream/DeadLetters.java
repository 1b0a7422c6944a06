package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.DeadLetter;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.membership.LogPosition;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Puts a record that can't be used aside, bytes unchanged, and counts it. */
public final class DeadLetters {

    private static final String COUNTER = "millrace_dead_letters";

    /** Below what a broker takes as one record; a longer one is cut, and a header says how long it was. */
    private static final int MAX_BYTES = 900_000;

    private static final int MAX_REASON = 300;

    private DeadLetters() {}

    private static String shortened(String reason) {
        return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }

    static void put(ProcessorContext<? super byte[], ? super byte[]> context, Arrival arrival, String reason) {
        byte[] key = arrival.event().customer().value().getBytes(StandardCharsets.UTF_8);
        LogPosition from = arrival.position();
        put(
                context,
                new Record<>(key, arrival.bytes(), from.time().toEpochMilli()),
                DeadLetter.headers(shortened(reason), from.topic(), from.partition(), from.offset()),
                from.topic());
    }

    /** The customer as the other id knew them. */
    static void put(
            ProcessorContext<? super byte[], ? super byte[]> context,
            CustomerId customer,
            Parked.Moved moved,
            String reason) {
        LogPosition from = moved.position();
        byte[] key = customer.value().getBytes(StandardCharsets.UTF_8);
        byte[] value = CustomerCodec.encode(moved.belongings().customer());
        put(
                context,
                new Record<>(key, value, from.time().toEpochMilli()),
                DeadLetter.headers(shortened(reason), from.topic(), from.partition(), from.offset()),
                from.topic());
    }

    public static void put(
            ProcessorContext<? super byte[], ? super byte[]> context,
            Record<byte[], byte[]> record,
            RecordMetadata from,
            String reason) {
        put(
                context,
                record,
                DeadLetter.headers(shortened(reason), from.topic(), from.partition(), from.offset()),
                from.topic());
    }

    private static void put(
            ProcessorContext<? super byte[], ? super byte[]> context,
            Record<byte[], byte[]> record,
            Headers headers,
            String topic) {
        Metrics.counter(COUNTER, "topic", topic).increment();
        byte[] value = record.value();
        Record<byte[], byte[]> letter = record.withHeaders(headers);
        if (value != null && value.length > MAX_BYTES) {
            headers.add(DeadLetter.FULL_LENGTH, Integer.toString(value.length).getBytes(StandardCharsets.UTF_8));
            letter = letter.withValue(Arrays.copyOf(value, MAX_BYTES));
        }
        context.forward(letter, SegmentTopology.PRODUCE_DEAD_LETTERS);
    }
}
