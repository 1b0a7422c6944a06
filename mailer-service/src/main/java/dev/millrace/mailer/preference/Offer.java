package dev.millrace.mailer.preference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What readers may choose from, as the shop offers it, and what follows from a choice: a statement for each thing that is now
 * different, and traits that rules read. What was left as it stood says nothing.
 *
 * @param channels of {@code email}, {@code sms}, {@code push}
 * @param topics what the shop writes about, in words, by id
 */
public record Offer(List<String> channels, Map<String, String> topics, List<Frequency> frequencies) {

    /** Of one channel segment-service keeps the statements to ten purposes, and marketing is one. */
    private static final int MAX_TOPICS = 9;

    private static final Map<String, String> QUESTIONS = Map.of(
            "email", "Offers and news by mail",
            "sms", "Offers and news by text message",
            "push", "Offers and news on my devices");

    /** @throws IllegalArgumentException if it can't be offered */
    public Offer {
        channels = List.copyOf(channels);
        topics = new LinkedHashMap<>(topics);
        frequencies = List.copyOf(frequencies);
        if (!QUESTIONS.keySet().containsAll(channels)) {
            throw new IllegalArgumentException(
                    "millrace.preferences.channels are some of email, sms and push, not: " + channels);
        }
        if (topics.size() > MAX_TOPICS
                || !topics.keySet().stream().allMatch(id -> id.matches("[a-z0-9][a-z0-9-]{0,39}"))) {
            throw new IllegalArgumentException("millrace.preferences.topics are at most " + MAX_TOPICS
                    + ", each with a name of small letters, digits and dashes");
        }
    }

    public static String question(String channel) {
        return QUESTIONS.getOrDefault(channel, channel);
    }

    /** What a form says; what is not offered is not heard. */
    public Choices read(Map<String, List<String>> form) {
        Map<String, Boolean> answered = new HashMap<>();
        for (String channel : channels) {
            first(form, "channel." + channel).ifPresent(answer -> answered.put(channel, answer.equals("yes")));
        }
        Set<String> wanted = new LinkedHashSet<>(form.getOrDefault("topic", List.of()));
        wanted.retainAll(topics.keySet());
        return new Choices(
                answered,
                wanted,
                first(form, "frequency").flatMap(Frequency::of).filter(frequencies::contains));
    }

    /** What somebody says who saw the one and sent the other. */
    public List<Statement> statements(Choices shown, Choices chosen, String shop) {
        List<Statement> said = new ArrayList<>();
        for (String channel : channels) {
            Boolean answer = chosen.channels().get(channel);
            if (answer != null && !answer.equals(shown.channels().get(channel))) {
                // Only the mail box is proven by a link that came by mail.
                String basis = channel.equals(Statement.EMAIL) ? Statement.CONFIRMED : "consent";
                said.add(statement(channel, Statement.MARKETING, question(channel) + " from " + shop, answer, basis));
            }
        }
        topics.forEach((id, words) -> {
            boolean wanted = chosen.topics().contains(id);
            if (wanted != shown.topics().contains(id)) {
                said.add(statement(
                        Statement.EMAIL, "topic:" + id, "Write to me about " + words, wanted, Statement.CONFIRMED));
            }
        });
        return said;
    }

    /** Traits of the customer: {@code email_topics} and {@code email_frequency}, where the shop offers a choice. */
    public ObjectNode traits(Choices chosen) {
        ObjectNode traits = Json.object();
        if (!topics.isEmpty()) {
            var list = traits.putArray("email_topics");
            topics.keySet().stream().filter(chosen.topics()::contains).forEach(list::add);
        }
        chosen.frequency().ifPresent(frequency -> traits.put("email_frequency", frequency.id()));
        return traits;
    }

    private static Statement statement(String channel, String purpose, String question, boolean yes, String basis) {
        return new Statement(
                channel,
                purpose,
                yes,
                question + ": " + (yes ? "yes" : "no"),
                Statement.PREFERENCE_PAGE,
                yes ? basis : null);
    }

    private static Optional<String> first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
        return "Offer[" + channels + ", " + topics.keySet() + ", "
                + frequencies.stream().map(Frequency::id).collect(Collectors.joining(",")) + "]";
    }
}
