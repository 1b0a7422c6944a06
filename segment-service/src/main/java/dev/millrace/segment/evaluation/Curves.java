package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Trait;
import org.jspecify.annotations.Nullable;

/** Curves of values that stand still. */
final class Curves {

    private Curves() {}

    static Curve of(Trait.@Nullable Value value) {
        if (value instanceof Trait.Value.Number number) {
            return Curve.Line.still(number.number());
        }
        if (value instanceof Trait.Value.Text text) {
            return new Curve.Word(text.text(), Answer.NEVER);
        }
        if (value instanceof Trait.Value.Flag flag) {
            return new Curve.Flag(flag.flag(), Answer.NEVER);
        }
        return value instanceof Trait.Value.Texts texts
                ? new Curve.Words(texts.texts(), Answer.NEVER)
                : Curve.Unknown.ALWAYS;
    }

    static Curve of(Value value) {
        if (value instanceof Value.Quantity quantity) {
            return Curve.Line.still(quantity.number());
        }
        if (value instanceof Value.Span span) {
            return Curve.Line.still(span.duration().toMillis());
        }
        if (value instanceof Value.Moment moment) {
            return Curve.Line.still(moment.instant().toEpochMilli());
        }
        if (value instanceof Value.Text text) {
            return new Curve.Word(text.text(), Answer.NEVER);
        }
        if (value instanceof Value.Flag flag) {
            return new Curve.Flag(flag.flag(), Answer.NEVER);
        }
        return value instanceof Value.Texts texts ? new Curve.Words(texts.texts(), Answer.NEVER) : Curve.Unknown.ALWAYS;
    }

    static Curve instant(long millis) {
        return Curve.Line.still(millis);
    }
}
