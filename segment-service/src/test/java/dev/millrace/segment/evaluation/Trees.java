package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Window;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks a rule's tree: its parts, and all operands in it however deep. */
final class Trees {

    private Trees() {}

    /** Every condition in a rule, itself first; those of filters are not. */
    static Stream<Expression> conditions(Expression rule) {
        return Stream.concat(Stream.of(rule), inside(rule).stream().flatMap(Trees::conditions));
    }

    static List<Expression> inside(Expression rule) {
        if (rule instanceof Expression.Not it) {
            return List.of(it.inner());
        }
        if (rule instanceof Expression.And it) {
            return it.parts();
        }
        if (rule instanceof Expression.Or it) {
            return it.parts();
        }
        return rule instanceof Expression.Some it ? List.of(it.inner()) : List.of();
    }

    /** Every operand in a rule, also those inside of others. */
    static Stream<Operand> operands(Expression rule) {
        return conditions(rule).flatMap(leaf -> direct(leaf).stream()).flatMap(Trees::all);
    }

    static boolean readsCart(Expression rule) {
        return operands(rule).anyMatch(Operand.CartField.class::isInstance);
    }

    /** Whether the last digit of a quotient may be rounded. */
    static boolean divides(Expression rule) {
        return operands(rule)
                .anyMatch(operand -> operand instanceof Operand.Arithmetic it
                                && it.sign() == Operand.Arithmetic.Sign.OVER
                        || operand instanceof Operand.Aggregate made && made.function() == Operand.Function.AVG);
    }

    private static Stream<Operand> all(Operand operand) {
        Stream<Operand> filtered =
                operand instanceof Operand.Aggregate it && it.filter() != null ? operands(it.filter()) : Stream.of();
        return Stream.concat(
                Stream.concat(Stream.of(operand), filtered),
                inside(operand).stream().flatMap(Trees::all));
    }

    private static List<Operand> direct(Expression leaf) {
        if (leaf instanceof Expression.Comparison it) {
            return List.of(it.left(), it.right());
        }
        if (leaf instanceof Expression.Between it) {
            return List.of(it.value(), it.low(), it.high());
        }
        if (leaf instanceof Expression.Exists it) {
            return List.of(it.value());
        }
        if (leaf instanceof Expression.OneOf it) {
            return List.of(it.value(), it.list());
        }
        if (leaf instanceof Expression.Contains it) {
            return List.of(it.value(), it.text());
        }
        if (leaf instanceof Expression.Matches it) {
            return List.of(it.value());
        }
        return leaf instanceof Expression.Within it ? List.of(it.instant(), it.duration()) : List.of();
    }

    private static List<Operand> inside(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            return Stream.of(it.property(), windowOf(it.window()))
                    .filter(Objects::nonNull)
                    .toList();
        }
        if (operand instanceof Operand.Arithmetic it) {
            return List.of(it.left(), it.right());
        }
        if (operand instanceof Operand.Default it) {
            return List.of(it.value(), it.otherwise());
        }
        if (operand instanceof Operand.Age it) {
            return List.of(it.instant());
        }
        if (operand instanceof Operand.Years it) {
            return List.of(it.date());
        }
        if (operand instanceof Operand.Anniversary it) {
            return List.of(it.date());
        }
        if (operand instanceof Operand.ListLiteral it) {
            return it.elements();
        }
        if (operand instanceof Operand.Rank it) {
            return List.of(it.value());
        }
        if (operand instanceof Operand.Distance it) {
            return List.of(it.place());
        }
        return operand instanceof Operand.Parameter it ? List.of(it.value()) : List.of();
    }

    private static @Nullable Operand windowOf(@Nullable Window window) {
        if (window instanceof Window.Sliding sliding) {
            return sliding.length();
        }
        return window instanceof Window.Since since ? since.instant() : null;
    }
}
