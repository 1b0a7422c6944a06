package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record on {@code dead-letters}: why it is there and where it came from. Its bytes are unchanged. */
public final class DeadLetter {

    public static final String REASON = "millrace-reason";
    public static final String TOPIC = "millrace-topic";
    public static final String PARTITION = "millrace-partition";
    public static final String OFFSET = "millrace-offset";

    /** On a record that was too long to be kept whole: how long it was. */
    public static final String FULL_LENGTH = "millrace-full-length";

    private DeadLetter() {}

    public static Headers headers(String reason, String topic, int partition, long offset) {
        return new RecordHeaders()
                .add(REASON, text(reason))
                .add(TOPIC, text(topic))
                .add(PARTITION, text(Integer.toString(partition)))
                .add(OFFSET, text(Long.toString(offset)));
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
