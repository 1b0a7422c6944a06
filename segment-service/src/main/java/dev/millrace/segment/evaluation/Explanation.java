package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.rule.DurationText;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says for each leaf of a rule what its value is; of a comparison of two computed values, both. */
final class Explanation {

    private static final int SHOWN = 5;
    private static final int DECIMALS = 6;

    /** One leaf. */
    private record Part(String text, Shown shown) {}

    private interface Shown {
        String text(Subject subject, long at);
    }

    private final List<Part> parts = new ArrayList<>();
    private final Compilation compilation;

    private Explanation(Compilation compilation) {
        this.compilation = compilation;
    }

    static Explanation of(Expression expression, Compilation compilation) {
        Explanation explanation = new Explanation(compilation);
        explanation.add(expression);
        return explanation;
    }

    List<Because> of(Subject subject, long at) {
        return parts.stream()
                .map(part -> new Because(part.text(), part.shown().text(subject, at)))
                .toList();
    }

    private void add(Expression expression) {
        if (expression instanceof Expression.Not not) {
            add(not.inner());
        } else if (expression instanceof Expression.And and) {
            and.parts().forEach(this::add);
        } else if (expression instanceof Expression.Or or) {
            or.parts().forEach(this::add);
        } else {
            parts.add(new Part(ExpressionPrinter.print(expression), shown(expression)));
        }
    }

    private Shown shown(Expression leaf) {
        if (leaf instanceof Expression.Comparison it) {
            Shown left = counted(it.left(), ConditionCompiler.limit(it.operator(), it.right()));
            if (isWritten(it.right())) {
                return left;
            }
            Shown right = value(it.right());
            return (subject, at) -> left.text(subject, at) + " against " + right.text(subject, at);
        }
        if (leaf instanceof Expression.Between it) {
            return value(it.value());
        }
        if (leaf instanceof Expression.Exists it) {
            return value(it.value());
        }
        if (leaf instanceof Expression.OneOf it) {
            return value(it.value());
        }
        if (leaf instanceof Expression.Contains it) {
            return value(it.value());
        }
        if (leaf instanceof Expression.Matches it) {
            return value(it.value());
        }
        if (leaf instanceof Expression.Within it) {
            return value(it.instant());
        }
        Condition condition = new ConditionCompiler(compilation).compile(leaf);
        return condition instanceof SomeOf some
                ? (subject, at) -> names(some.matching(subject, at))
                : (subject, at) -> condition.answer(subject, at).truth() == Truth.YES ? "yes" : "no";
    }

    private static String names(List<String> matching) {
        String names = String.join(", ", matching.subList(0, Math.min(SHOWN, matching.size())));
        return matching.isEmpty()
                ? "none"
                : matching.size() > SHOWN ? names + " and " + (matching.size() - SHOWN) + " more" : names;
    }

    private static boolean isWritten(Operand operand) {
        Operand plain = Operand.resolved(operand);
        return plain instanceof Operand.NumberLiteral
                || plain instanceof Operand.DurationLiteral
                || plain instanceof Operand.DistanceLiteral
                || plain instanceof Operand.DateLiteral
                || plain instanceof Operand.TextLiteral
                || plain instanceof Operand.FlagLiteral;
    }

    /** Of a count within a window no more is kept than the comparison needs. */
    private Shown counted(Operand operand, int limit) {
        boolean isLimited = operand instanceof Operand.Aggregate aggregate
                && aggregate.function() == Operand.Function.COUNT
                && aggregate.window() != null
                && !aggregate.event().equals(OrderLedger.ORDER_COMPLETED);
        if (!isLimited) {
            return value(operand);
        }
        Reader reader = new ReaderCompiler(compilation).compile(operand);
        return (subject, at) -> {
            Curve count = reader.read(subject, at);
            boolean mayBeMore = count instanceof Curve.Line line && line.millis() >= limit;
            return text(count, Type.NUMBER, at) + (mayBeMore ? " or more" : "");
        };
    }

    private Shown value(Operand operand) {
        Reader reader = new ReaderCompiler(compilation).compile(operand);
        Type type = operand.type();
        return (subject, at) -> text(reader.read(subject, at), type, at);
    }

    private static String text(Curve curve, Type type, long at) {
        if (curve instanceof Curve.Line line) {
            return text(line, type);
        }
        if (curve instanceof Curve.Word word) {
            return word.text();
        }
        if (curve instanceof Curve.Words words) {
            return String.join(", ", words.texts());
        }
        if (curve instanceof Curve.Flag flag) {
            return Boolean.toString(flag.flag());
        }
        return curve instanceof Curve.Decay decay
                ? plain(BigDecimal.valueOf(decay.at().applyAsDouble(at)))
                : "unknown";
    }

    private static String text(Curve.Line line, Type type) {
        return switch (type) {
            case DURATION -> DurationText.print(Duration.ofMillis(line.millis()));
            case INSTANT -> Instant.ofEpochMilli(line.millis()).toString();
            case DISTANCE -> plain(line.value()) + "km";
            default -> plain(line.value());
        };
    }

    /** Money keeps the decimals it was told with. */
    private static String plain(BigDecimal number) {
        return number.scale() <= DECIMALS
                ? number.toPlainString()
                : number.round(MathContext.DECIMAL64)
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
