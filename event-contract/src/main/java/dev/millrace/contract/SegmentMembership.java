package dev.millrace.contract;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a customer is in a segment now, on the compacted topic {@code segments.memberships}; a tombstone when they leave.
 *
 * @param since the instant the rule began to hold
 */
public record SegmentMembership(
        CustomerId customer, @Nullable String userId, String segment, int version, Instant since) {

    public SegmentMembership {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(since, "since");
    }

    /** The key: written as {@code customer|segment}, partitioned by the customer alone. */
    public record Key(CustomerId customer, String segment) {

        public Key {
            SegmentDefinition.requireId(segment);
        }

        public static Key parse(String text) {
            int bar = text.lastIndexOf('|');
            if (bar < 0) {
                throw new IllegalArgumentException("a membership key is customer|segment");
            }
            return new Key(CustomerId.of(text.substring(0, bar)), text.substring(bar + 1));
        }

        /**
         * The partition of the customer whom a written key names.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static int partitionOf(byte[] written, int partitions) {
            int bar = written.length - 1;
            while (bar >= 0 && written[bar] != '|') {
                bar--;
            }
            if (bar < 0) {
                throw new IllegalArgumentException("a membership key is customer|segment");
            }
            return Topics.partitionOf(Arrays.copyOf(written, bar), partitions);
        }

        @Override
        public String toString() {
            return customer + "|" + segment;
        }
    }
}
