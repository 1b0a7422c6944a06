package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whom an expression selects.
 *
 * @param of customers who were there at the instant
 * @param unknown customers for whom the answer is not known: data is missing, or they have newer events than the instant
 * @param at the instant; where none was asked for, how far time had come in the partition furthest behind
 * @param sample some of the selected
 * @param estimate true if a sample of the customers was read and the numbers reckoned from it
 * @param error with an estimate: the true count is within so many of it, 19 times out of 20
 */
@Schema(description = "Whom an expression selects")
public record Preview(
        long count,
        long of,
        long unknown,
        Instant at,
        List<CustomerId> sample,
        @Nullable Boolean estimate,
        @Nullable Long error) {

    static final int SAMPLE = 20;

    /** 19 times out of 20 a normal value lies within so many standard deviations. */
    private static final double CONFIDENCE = 1.96;

    /** None found among n: 19 times out of 20 there are fewer than 3 in n. */
    private static final double NONE_FOUND = 3;

    /**
     * What one partition adds.
     *
     * @param share of the partition's customers that were read
     */
    public record Part(long count, long of, long unknown, double share) {}

    static Preview of(List<Part> parts, Instant at, List<CustomerId> sample) {
        boolean estimate = parts.stream().anyMatch(part -> part.share() < 1);
        return new Preview(
                Math.round(parts.stream()
                        .mapToDouble(it -> it.count() / it.share())
                        .sum()),
                Math.round(
                        parts.stream().mapToDouble(it -> it.of() / it.share()).sum()),
                Math.round(parts.stream()
                        .mapToDouble(it -> it.unknown() / it.share())
                        .sum()),
                at,
                sample.stream().sorted().limit(SAMPLE).toList(),
                estimate ? true : null,
                estimate ? error(parts) : null);
    }

    /** Customers are chosen independently of each other, so the variances of what they stand for add up. */
    private static long error(List<Part> parts) {
        double variance = 0;
        double unseen = 0;
        for (Part part : parts) {
            variance += part.count() * (1 - part.share()) / (part.share() * part.share());
            unseen = Math.max(unseen, part.share() < 1 && part.count() == 0 ? NONE_FOUND / part.share() : 0);
        }
        return (long) Math.ceil(Math.max(CONFIDENCE * Math.sqrt(variance), unseen));
    }
}
