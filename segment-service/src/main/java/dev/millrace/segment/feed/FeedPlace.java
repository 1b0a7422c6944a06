package dev.millrace.segment.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a listener has come in the log of transitions: for each partition the offset of the next record. It is the id of an
 * event, so that a page that comes back says where it left off, in all partitions, not only in the one of its last event.
 */
public record FeedPlace(long[] next) {

    private static final int RADIX = 36;
    private static final int MAX_LENGTH = 20_000;

    public FeedPlace {
        next = next.clone();
    }

    /**
     * @return empty if the text is no place in a log of so many partitions
     */
    public static Optional<FeedPlace> read(@Nullable String text, int partitions) {
        if (text == null || text.length() > MAX_LENGTH || !text.matches("[0-9a-z]{1,13}([.][0-9a-z]{1,13})*")) {
            return Optional.empty();
        }
        try {
            long[] next = Arrays.stream(text.split("[.]", -1))
                    .mapToLong(offset -> Long.parseLong(offset, RADIX))
                    .toArray();
            return next.length == partitions ? Optional.of(new FeedPlace(next)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(next)
                .mapToObj(offset -> Long.toString(offset, RADIX))
                .collect(Collectors.joining("."));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeedPlace place && Arrays.equals(next, place.next);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }
}
