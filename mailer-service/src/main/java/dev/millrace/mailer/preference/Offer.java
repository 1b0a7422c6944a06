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
 * @param translations the words for topics in other languages, by language and id
 */
public record Offer(
        List<String> channels,
        Map<String, String> topics,
        List<Frequency> frequencies,
        Map<String, Map<String, String>> translations) {

    /** Of one channel segment-service keeps the statements to ten purposes, and marketing is one. */
    private static final int MAX_TOPICS = 9;

    private static final Set<String> CHANNELS = Set.of("email", "sms", "push");

    /** @throws IllegalArgumentException if it can't be offered */
    public Offer {
        channels = List.copyOf(channels);
        topics = new LinkedHashMap<>(topics);
        frequencies = List.copyOf(frequencies);
        translations = Map.copyOf(translations);
        if (!CHANNELS.containsAll(channels)) {
            throw new IllegalArgumentException(
                    "millrace.preferences.channels are some of email, sms and push, not: " + channels);
        }
        if (topics.size() > MAX_TOPICS
                || !topics.keySet().stream().allMatch(id -> id.matches("[a-z0-9][a-z0-9-]{0,39}"))) {
            throw new IllegalArgumentException("millrace.preferences.topics are at most " + MAX_TOPICS
                    + ", each with a name of small letters, digits and dashes");
        }
        if (!Wording.LANGUAGES.containsAll(translations.keySet())) {
            throw new IllegalArgumentException("millrace.preferences.translations are for some of " + Wording.LANGUAGES
                    + ", not: " + translations.keySet());
        }
    }

    public static String question(String channel, String shop, Wording wording) {
        return wording.text("channel_" + channel, shop);
    }

    /** What the shop writes about, as it calls it in that language, else as it always does. */
    public String topic(String id, Wording wording) {
        return translations.getOrDefault(wording.language(), Map.of()).getOrDefault(id, topics.getOrDefault(id, id));
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

    /** What somebody says who saw the one and sent the other, in the words of the page. */
    public List<Statement> statements(Choices shown, Choices chosen, String shop, Wording wording) {
        List<Statement> statements = new ArrayList<>();
        for (String channel : channels) {
            Boolean answer = chosen.channels().get(channel);
            if (answer != null && !answer.equals(shown.channels().get(channel))) {
                // Only the mail box is proven by a link that came by mail.
                String basis = channel.equals(Statement.EMAIL) ? Statement.CONFIRMED : "consent";
                String said = question(channel, shop, wording) + ": " + wording.text(answer ? "yes" : "no", shop);
                statements.add(statement(channel, Statement.MARKETING, said, answer, basis));
            }
        }
        for (String id : topics.keySet()) {
            boolean wanted = chosen.topics().contains(id);
            if (wanted != shown.topics().contains(id)) {
                String said = wording.text("preferences_topics", shop) + " " + topic(id, wording) + ": "
                        + wording.text(wanted ? "yes" : "no", shop);
                statements.add(statement(Statement.EMAIL, "topic:" + id, said, wanted, Statement.CONFIRMED));
            }
        }
        return statements;
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

    private static Statement statement(String channel, String purpose, String said, boolean yes, String basis) {
        return new Statement(channel, purpose, yes, said, Statement.PREFERENCE_PAGE, yes ? basis : null);
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
