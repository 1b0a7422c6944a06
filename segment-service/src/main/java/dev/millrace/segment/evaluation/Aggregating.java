package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.LastSeen;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Operand.Function;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Makes one value of the entries that a window sees. */
final class Aggregating {

    private final Function function;
    private final boolean ofProperty;
    private final WindowSpan span;
    private final int limit;

    /**
     * @param limit a count beyond this makes no difference to whoever asks
     */
    Aggregating(Function function, boolean ofProperty, WindowSpan span, int limit) {
        this.function = function;
        this.ofProperty = ofProperty;
        this.span = span;
        this.limit = limit;
    }

    /**
     * @param after only entries later than this are seen; in milliseconds
     */
    Curve over(Entries entries, long after, long at) {
        if (function == Function.COUNT) {
            return count(entries, after, at);
        }
        int newest = -1;
        int oldest = -1;
        long count = 0;
        for (int i = 0; i < entries.size(); i++) {
            long entry = entries.at(i);
            if (entry <= after) {
                break;
            }
            if (entry <= at && entries.counts(i)) {
                newest = newest < 0 ? i : newest;
                oldest = i;
                count++;
            }
        }
        if (count == 0) {
            boolean isNought = function == Function.SUM || function == Function.DISTINCT;
            return isNought ? Curve.Line.still(BigDecimal.ZERO) : Curve.Unknown.ALWAYS;
        }
        return switch (function) {
            case FIRST -> end(entries, oldest, oldest, newest, -1);
            case LAST -> end(entries, newest, newest, oldest, 1);
            case DISTINCT -> Curve.Line.still(distinct(entries, newest, oldest), span.end(entries.at(oldest)));
            case AVG -> average(entries, newest, oldest, count).endingAt(span.end(entries.at(oldest)));
            default -> number(numeric(entries, newest, oldest), entries, oldest);
        };
    }

    private Curve count(Entries entries, long after, long at) {
        long count = 0;
        long oldest = Answer.NEVER;
        for (int i = 0; i < entries.size() && count < limit; i++) {
            long entry = entries.at(i);
            if (entry <= after) {
                break;
            }
            if (entry <= at && entries.counts(i)) {
                oldest = entry;
                count++;
            }
        }
        return Curve.Line.still(count, count == 0 ? Answer.NEVER : span.end(oldest));
    }

    /** The count of plain instants, newest first. */
    Curve count(long[] instants, long after, long at) {
        int newest = 0;
        while (newest < instants.length && instants[newest] > at) {
            newest++;
        }
        int end = newest;
        while (end < instants.length && instants[end] > after && end - newest < limit) {
            end++;
        }
        return Curve.Line.still(end - newest, end == newest ? Answer.NEVER : span.end(instants[end - 1]));
    }

    private Curve number(BigDecimal value, Entries entries, int oldest) {
        return Curve.Line.still(value, oldest < 0 ? Answer.NEVER : span.end(entries.at(oldest)));
    }

    private BigDecimal numeric(Entries entries, int newest, int oldest) {
        BigDecimal result = null;
        for (int i = newest; i <= oldest; i++) {
            if (entries.counts(i)) {
                BigDecimal number = entries.number(i);
                result = result == null ? number : combined(result, number);
            }
        }
        return result == null ? BigDecimal.ZERO : result;
    }

    private Curve average(Entries entries, int newest, int oldest, long count) {
        return new Curve.Fraction(
                numeric(entries, newest, oldest), BigDecimal.ZERO, BigDecimal.valueOf(count), Answer.NEVER);
    }

    private BigDecimal combined(BigDecimal some, BigDecimal other) {
        return switch (function) {
            case MIN -> some.min(other);
            case MAX -> some.max(other);
            default -> some.add(other);
        };
    }

    private static long distinct(Entries entries, int newest, int oldest) {
        Set<String> values = new HashSet<>();
        for (int i = newest; i <= oldest; i++) {
            if (entries.counts(i)) {
                values.add(LastSeen.text(entries.value(i)));
            }
        }
        return values.size();
    }

    /** The first or last entry; of those at one instant the one of the smallest or greatest text. */
    private Curve end(Entries entries, int index, int from, int to, int direction) {
        long at = entries.at(index);
        if (!ofProperty) {
            return Curve.Line.still(at, span.end(at));
        }
        Trait.Value value = entries.value(index);
        int step = from <= to ? 1 : -1;
        for (int i = from; i != to + step && entries.at(i) == at; i += step) {
            Trait.Value other = entries.value(i);
            if (entries.counts(i) && direction * other.toString().compareTo(value.toString()) > 0) {
                value = other;
            }
        }
        return Curves.of(value).endingAt(span.end(at));
    }
}
