package dev.millrace.mailer.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mailer.survey.Question.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a survey from JSON, or says all that is wrong with it. */
public final class SurveyReader {

    private static final int MAX_QUESTIONS = 20;
    private static final int MAX_OPTIONS = 50;
    private static final int MAX_TEXT = 1_000;

    /** Whom mail goes to and whether it may is said elsewhere, with proof. */
    private static final Set<String> NOT_ASKED = Set.of("email", "consent", "phone");

    private final List<String> problems = new ArrayList<>();

    private SurveyReader() {}

    /** A survey, or what is wrong with it. */
    public record Result(Optional<Survey> survey, List<String> problems) {}

    public static Result read(String id, JsonNode json) {
        SurveyReader reader = new SurveyReader();
        Survey survey = reader.survey(id, json);
        return reader.problems.isEmpty()
                ? new Result(Optional.of(survey), List.of())
                : new Result(Optional.empty(), List.copyOf(reader.problems));
    }

    private Survey survey(String id, JsonNode json) {
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            problems.add("id: has up to 100 small letters, digits, dots, dashes and underscores");
        }
        List<Question> questions = new ArrayList<>();
        JsonNode list = json.path("questions");
        if (list.isEmpty() || list.size() > MAX_QUESTIONS) {
            problems.add("questions: expected 1 to " + MAX_QUESTIONS + " of them");
        }
        Set<String> traits = new java.util.HashSet<>();
        for (int i = 0; i < Math.min(list.size(), MAX_QUESTIONS); i++) {
            Question question = question("questions[" + i + "].", list.get(i));
            if (!traits.add(question.trait())) {
                problems.add("questions[" + i + "].trait: " + question.trait() + " is asked for twice");
            }
            questions.add(question);
        }
        return new Survey(
                id,
                text("title", json.path("title")),
                text("intro", json.path("intro")),
                json.hasNonNull("thanks") ? text("thanks", json.path("thanks")) : "Thank you. We keep to it.",
                questions);
    }

    private Question question(String path, JsonNode json) {
        String trait = json.path("trait").asText();
        boolean ours = trait.equals("millrace") || trait.startsWith("millrace.");
        if (!trait.matches("[a-zA-Z][a-zA-Z0-9_]{0,59}") || ours || NOT_ASKED.contains(trait)) {
            problems.add(path + "trait: found \"" + trait
                    + "\"; expected a name of letters, digits and underscores that is none of "
                    + NOT_ASKED.stream().sorted().toList());
        }
        Kind kind = kind(path, json.path("kind").asText());
        boolean choice = kind == Kind.ONE || kind == Kind.SEVERAL;
        return new Question(
                trait, text(path + "label", json.path("label")), kind, choice ? options(path, json) : Map.of());
    }

    private Kind kind(String path, String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        problems.add(path + "kind: found \"" + name + "\"; expected text, date, one or several");
        return Kind.TEXT;
    }

    private Map<String, String> options(String path, JsonNode json) {
        Map<String, String> options = new LinkedHashMap<>();
        json.path("options")
                .properties()
                .forEach(option ->
                        options.put(option.getKey(), text(path + "options." + option.getKey(), option.getValue())));
        if (options.isEmpty() || options.size() > MAX_OPTIONS) {
            problems.add(path + "options: expected 1 to " + MAX_OPTIONS + ", each a value with its words");
        }
        return options;
    }

    private String text(String path, JsonNode value) {
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            problems.add(path + ": expected a text of up to " + MAX_TEXT + " characters");
        }
        return text;
    }
}
