package dev.millrace.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record on {@code dead-letters}: why it is there and where it came from: a topic, or
 * a producer whose event was refused. Its bytes are unchanged. */
public final class DeadLetter {

    public static final String REASON = "millrace-reason";
    public static final String TOPIC = "millrace-topic";
    public static final String PARTITION = "millrace-partition";
    public static final String OFFSET = "millrace-offset";

    /** On a record that was too long to be kept whole: how long it was. */
    public static final String FULL_LENGTH = "millrace-full-length";

    /** On what a producer sent and was refused: whose key it was, why in a word, and its place in the batch. */
    public static final String SOURCE = "millrace-source";

    public static final String CODE = "millrace-code";
    public static final String INDEX = "millrace-index";

    private DeadLetter() {}

    public static Headers headers(String reason, String topic, int partition, long offset) {
        return new RecordHeaders()
                .add(REASON, text(reason))
                .add(TOPIC, text(topic))
                .add(PARTITION, text(Integer.toString(partition)))
                .add(OFFSET, text(Long.toString(offset)));
    }

    /**
     * Headers of what a producer sent and was refused.
     *
     * @param index -1 for a whole request
     * @param length how many bytes it had, of which fewer may be kept
     */
    public static Headers refusal(String source, String code, String reason, int index, int length) {
        Headers headers = new RecordHeaders()
                .add(REASON, text(reason))
                .add(SOURCE, text(source))
                .add(CODE, text(code))
                .add(FULL_LENGTH, text(Integer.toString(length)));
        return index < 0 ? headers : headers.add(INDEX, text(Integer.toString(index)));
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
