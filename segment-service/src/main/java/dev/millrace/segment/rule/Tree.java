package dev.millrace.segment.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over a rule: the parts of each node in the order in which they are written. */
public final class Tree {

    private Tree() {}

    /** The conditions that a condition is made of. */
    public static List<Expression> conditions(Expression expression) {
        if (expression instanceof Expression.Not it) {
            return List.of(it.inner());
        }
        if (expression instanceof Expression.And it) {
            return it.parts();
        }
        if (expression instanceof Expression.Or it) {
            return it.parts();
        }
        return expression instanceof Expression.Some it ? List.of(it.inner()) : List.of();
    }

    /** The values that a condition asks for. */
    public static List<Operand> operands(Expression expression) {
        if (expression instanceof Expression.Comparison it) {
            return List.of(it.left(), it.right());
        }
        if (expression instanceof Expression.Between it) {
            return List.of(it.value(), it.low(), it.high());
        }
        if (expression instanceof Expression.Exists it) {
            return List.of(it.value());
        }
        if (expression instanceof Expression.OneOf it) {
            return List.of(it.value(), it.list());
        }
        if (expression instanceof Expression.Contains it) {
            return List.of(it.value(), it.text());
        }
        if (expression instanceof Expression.Matches it) {
            return List.of(it.value());
        }
        return expression instanceof Expression.Within it ? List.of(it.instant(), it.duration()) : List.of();
    }

    /** The values that a value is made of; the filter of an aggregate is none, see {@link #filter}. */
    public static List<Operand> operands(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            return aggregated(it);
        }
        if (operand instanceof Operand.Arithmetic it) {
            return List.of(it.left(), it.right());
        }
        if (operand instanceof Operand.Default it) {
            return List.of(it.value(), it.otherwise());
        }
        if (operand instanceof Operand.ListLiteral it) {
            return it.elements();
        }
        Operand only = only(operand);
        return only == null ? List.of() : List.of(only);
    }

    /** The condition inside of a value. */
    public static @Nullable Expression filter(Operand operand) {
        return operand instanceof Operand.Aggregate it ? it.filter() : null;
    }

    /** Visits every node, parents first. */
    public static void walk(Expression expression, Consumer<Expression> conditions, Consumer<Operand> operands) {
        conditions.accept(expression);
        conditions(expression).forEach(inner -> walk(inner, conditions, operands));
        operands(expression).forEach(operand -> walk(operand, conditions, operands));
    }

    public static void walk(Operand operand, Consumer<Expression> conditions, Consumer<Operand> operands) {
        operands.accept(operand);
        Expression filter = filter(operand);
        if (filter != null) {
            walk(filter, conditions, operands);
        }
        operands(operand).forEach(inner -> walk(inner, conditions, operands));
    }

    /** The other segments that a rule asks for. */
    public static Set<String> segments(Expression expression) {
        Set<String> segments = new LinkedHashSet<>();
        walk(
                expression,
                condition -> {
                    if (condition instanceof Expression.InSegment it) {
                        segments.add(it.segment());
                    }
                },
                operand -> {
                    if (operand instanceof Operand.Rank it && it.of() != null) {
                        segments.add(it.of());
                    }
                });
        return segments;
    }

    static int size(Expression expression) {
        List<Object> nodes = new ArrayList<>();
        walk(expression, nodes::add, nodes::add);
        return nodes.size();
    }

    /** How many levels there are. An aggregate has two, for the brackets inside its own. */
    static int depth(Expression expression) {
        int deepest = 0;
        for (Expression inner : conditions(expression)) {
            deepest = Math.max(deepest, depth(inner));
        }
        for (Operand operand : operands(expression)) {
            deepest = Math.max(deepest, depth(operand));
        }
        return deepest + 1;
    }

    private static int depth(Operand operand) {
        Expression filter = filter(operand);
        int deepest = filter == null ? 0 : depth(filter);
        for (Operand inner : operands(operand)) {
            deepest = Math.max(deepest, depth(inner));
        }
        return deepest + (operand instanceof Operand.Aggregate ? 2 : 1);
    }

    private static List<Operand> aggregated(Operand.Aggregate aggregate) {
        List<Operand> operands = new ArrayList<>();
        if (aggregate.property() != null) {
            operands.add(aggregate.property());
        }
        if (aggregate.window() instanceof Window.Sliding it) {
            operands.add(it.length());
        }
        if (aggregate.window() instanceof Window.Since it) {
            operands.add(it.instant());
        }
        return operands;
    }

    private static @Nullable Operand only(Operand operand) {
        if (operand instanceof Operand.Age it) {
            return it.instant();
        }
        if (operand instanceof Operand.Years it) {
            return it.date();
        }
        if (operand instanceof Operand.Anniversary it) {
            return it.date();
        }
        if (operand instanceof Operand.Distance it) {
            return it.place();
        }
        if (operand instanceof Operand.Rank it) {
            return it.value();
        }
        if (operand instanceof Operand.Parameter it) {
            return it.value();
        }
        return operand instanceof Operand.Figure it ? it.argument() : null;
    }
}
