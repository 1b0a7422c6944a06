package dev.millrace.mailer.survey;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question of a survey.
 *
 * @param trait what the answer is called in rules and templates
 * @param options what may be answered, in words, by value; empty for a text and a date
 */
public record Question(String trait, String label, Kind kind, Map<String, String> options) {

    private static final int MAX_TEXT = 200;

    /** What an answer is. */
    public enum Kind {
        /** A line of text. */
        @JsonProperty("text")
        TEXT,
        /** A day, as 1990-05-17. */
        @JsonProperty("date")
        DATE,
        /** One of the options. */
        @JsonProperty("one")
        ONE,
        /** Any of the options. */
        @JsonProperty("several")
        SEVERAL
    }

    /** Why an answer can't be taken. */
    public enum Fault {
        TOO_LONG,
        NO_DAY,
        NOT_OFFERED
    }

    /** What was answered, or why it can't be taken. Nothing answered is neither. */
    public record Answer(Optional<JsonNode> value, Optional<Fault> fault) {

        static final Answer NONE = new Answer(Optional.empty(), Optional.empty());

        static Answer of(JsonNode value) {
            return new Answer(Optional.of(value), Optional.empty());
        }

        static Answer wrong(Fault fault) {
            return new Answer(Optional.empty(), Optional.of(fault));
        }
    }

    public Question {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    Answer read(List<String> sent) {
        List<String> given =
                sent.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        if (given.isEmpty()) {
            return Answer.NONE;
        }
        return switch (kind) {
            case TEXT -> given.get(0).length() > MAX_TEXT ? Answer.wrong(Fault.TOO_LONG) : text(given.get(0));
            case DATE -> date(given.get(0));
            case ONE -> options.containsKey(given.get(0)) ? text(given.get(0)) : notOffered();
            case SEVERAL -> options.keySet().containsAll(given) ? several(given) : notOffered();
        };
    }

    private static Answer date(String given) {
        try {
            return text(LocalDate.parse(given).toString());
        } catch (DateTimeException e) {
            return Answer.wrong(Fault.NO_DAY);
        }
    }

    private static Answer several(List<String> given) {
        var list = JsonNodeFactory.instance.arrayNode();
        given.stream().distinct().forEach(list::add);
        return Answer.of(list);
    }

    private static Answer text(String given) {
        return Answer.of(JsonNodeFactory.instance.textNode(given));
    }

    private static Answer notOffered() {
        return Answer.wrong(Fault.NOT_OFFERED);
    }
}
