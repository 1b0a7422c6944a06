package dev.millrace.mailer.preference;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reader has chosen.
 *
 * @param channels whether they want to be written to; a channel of which nothing is known is absent
 * @param topics what about
 * @param frequency how often; empty if they never said
 */
public record Choices(Map<String, Boolean> channels, Set<String> topics, Optional<Frequency> frequency) {

    public Choices {
        channels = Map.copyOf(channels);
        topics = Set.copyOf(topics);
    }

    /** The same with this of mail. */
    public Choices withMail(boolean wanted) {
        Map<String, Boolean> known = new java.util.HashMap<>(channels);
        known.put(Statement.EMAIL, wanted);
        return new Choices(known, topics, frequency);
    }
}
