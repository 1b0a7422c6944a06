package dev.millrace.segment.feed;

import dev.millrace.contract.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Which transitions a listener wants; told by key and header, so that a record nobody wants is never parsed. */
public final class FeedFilter {

    private static final String SEGMENT_HEADER = "ce_subject";

    private final byte @Nullable [] segment;
    private final byte @Nullable [] customer;

    public FeedFilter(@Nullable String segment, @Nullable CustomerId customer) {
        this.segment = segment == null ? null : segment.getBytes(StandardCharsets.UTF_8);
        this.customer = customer == null ? null : customer.value().getBytes(StandardCharsets.UTF_8);
    }

    boolean wants(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                && (customer == null || Arrays.equals(customer, record.key()))
                && (segment == null || Arrays.equals(segment, header(record)));
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(SEGMENT_HEADER);
        return header == null ? null : header.value();
    }
}
