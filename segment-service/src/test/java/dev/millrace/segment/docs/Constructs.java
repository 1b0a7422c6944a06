package dev.millrace.segment.docs;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Tree;
import dev.millrace.segment.rule.Window;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the language consists of, by name, and which of it some expressions use. */
final class Constructs {

    private final Set<String> used = new TreeSet<>();

    /** Every kind of node, and every value of the enumerations in them. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        Stream.of(Expression.class, Operand.class, Window.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .forEach(kind -> all.add(name(kind)));
        Stream.of(
                        Expression.Operator.values(),
                        Operand.Function.values(),
                        Operand.Arithmetic.Sign.values(),
                        Operand.CartField.Part.values(),
                        Operand.Rank.Kind.values(),
                        Operand.DistanceLiteral.Unit.values(),
                        dev.millrace.segment.customer.Dimension.values())
                .flatMap(Arrays::stream)
                .forEach(value -> all.add(name(value)));
        FieldDictionary.standard().fields().stream()
                .filter(field -> field.scope() == Field.Scope.FIGURE)
                .forEach(field -> all.add(field.name()));
        return all;
    }

    Set<String> used() {
        return used;
    }

    void add(Expression expression) {
        Tree.walk(expression, this::use, this::use);
    }

    private void use(Expression expression) {
        used.add(name(expression.getClass()));
        if (expression instanceof Expression.Comparison it) {
            used.add(name(it.operator()));
        }
        if (expression instanceof Expression.Some it) {
            used.add(name(it.dimension()));
        }
    }

    private void use(Operand operand) {
        used.add(name(operand.getClass()));
        if (operand instanceof Operand.Aggregate it) {
            used.add(name(it.function()));
            if (it.window() != null) {
                used.add(name(it.window().getClass()));
            }
        } else if (operand instanceof Operand.Arithmetic it) {
            used.add(name(it.sign()));
        } else if (operand instanceof Operand.CartField it) {
            used.add(name(it.part()));
            used.add("cart." + it.part().word());
        } else if (operand instanceof Operand.Rank it) {
            used.add(name(it.kind()));
        } else if (operand instanceof Operand.DistanceLiteral it) {
            used.add(name(it.unit()));
        } else if (operand instanceof Operand.ConsentField it) {
            used.add("consent." + it.channel());
        } else if (operand instanceof Operand.Figure it) {
            used.add(it.name());
        }
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }

    private static String name(Enum<?> value) {
        return value.getDeclaringClass().getSimpleName() + "." + value;
    }
}
