package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Expression.Operator;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what happened and how often: {@code viewed a product (where …) at least 3 times in the last 7 days}. */
final class EventWords {

    private final FieldDictionary fields;
    private final NounWords nouns;

    EventWords(FieldDictionary fields, NounWords nouns) {
        this.fields = fields;
        this.nouns = nouns;
    }

    /** A clause about a count of events. */
    String counted(Operand.Aggregate count, Operator operator, BigDecimal number) {
        String where = where(count);
        String when = window(count.window());
        boolean none = number.signum() == 0 && (operator == Operator.EQUAL || operator == Operator.AT_MOST)
                || number.compareTo(BigDecimal.ONE) == 0 && operator == Operator.LESS;
        if (none) {
            return never(count.event()) + where + when;
        }
        boolean some = number.signum() == 0 && (operator == Operator.MORE || operator == Operator.NOT_EQUAL);
        String times = some ? "at least once" : often(operator, number);
        return did(count.event(), "") + where + " " + times + when;
    }

    /** {@code last completed an order …}: a clause about one of the events. */
    String did(Operand.Aggregate aggregate, String adverb) {
        return did(aggregate.event(), adverb) + when(aggregate);
    }

    /** {@code they completed an order …}, behind words such as whenever. */
    String theyDid(Operand.Aggregate aggregate, String adverb) {
        boolean known = fields.phrase(aggregate.event()).isPresent();
        return (known ? "they " : "") + did(aggregate, adverb);
    }

    private String when(Operand.Aggregate aggregate) {
        return where(aggregate) + window(aggregate.window());
    }

    private String where(Operand.Aggregate aggregate) {
        return aggregate.filter() == null ? "" : " (where " + filter(aggregate.event(), aggregate.filter()) + ")";
    }

    private String did(String event, String adverb) {
        Optional<EventPhrase> phrase = fields.phrase(event);
        String before = adverb.isEmpty() ? "" : adverb + " ";
        return phrase.map(it -> before + it.verb() + " " + it.one())
                .orElseGet(() -> title(event) + " " + before + "happened");
    }

    private String never(String event) {
        Optional<EventPhrase> phrase = fields.phrase(event);
        if (phrase.isEmpty()) {
            return title(event) + " never happened";
        }
        String one = phrase.get().one();
        String verb = phrase.get().verb();
        return one.startsWith("a ") || one.startsWith("an ")
                ? verb + " no" + one.substring(one.indexOf(' '))
                : "never " + verb + " " + one;
    }

    private static String often(Operator operator, BigDecimal number) {
        String times = number.compareTo(BigDecimal.ONE) == 0 ? "once" : number.toPlainString() + " times";
        return switch (operator) {
            case EQUAL -> "exactly " + times;
            case NOT_EQUAL -> "not exactly " + times;
            case LESS -> "fewer than " + number.toPlainString() + " times";
            case AT_MOST -> "at most " + times;
            case MORE -> "more than " + times;
            case AT_LEAST -> "at least " + times;
        };
    }

    private String window(@Nullable Window window) {
        if (window instanceof Window.Sliding it) {
            return " in the last " + LiteralWords.onlyOne(nouns.noun(it.length()));
        }
        return window instanceof Window.Since it ? " since " + nouns.enclosed(it.instant()) : "";
    }

    private String filter(String event, Expression filter) {
        boolean[] ofLine = new boolean[1];
        Tree.walk(
                filter,
                condition -> {},
                operand -> ofLine[0] |= operand instanceof Operand.EventField it && it.ofLine());
        String sentence = new ExpressionSentence(new NounWords(fields, event)).filter(filter);
        return (ofLine[0] ? "in one of the items " : "") + sentence;
    }

    /** {@code trial_started} is "Trial Started". */
    private static String title(String event) {
        return Words.quoted(Arrays.stream(event.split("_", -1))
                .map(word -> word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" ")));
    }
}
