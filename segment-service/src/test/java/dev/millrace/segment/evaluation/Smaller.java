package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Operand.Aggregate;
import dev.millrace.segment.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Trials that are a little smaller than a trial: an event less, a part of the rule less. */
final class Smaller {

    private Smaller() {}

    static List<Trial> than(Trial trial) {
        List<Trial> smaller = new ArrayList<>();
        if (trial.shop() != SmallShop.KNOWING_NOTHING) {
            smaller.add(trial.with(SmallShop.KNOWING_NOTHING));
        }
        rules(trial.rule()).forEach(rule -> smaller.add(trial.with(rule)));
        List<CustomerEvent> history = trial.history();
        for (int i = history.size() - 1; i >= 0; i--) {
            List<CustomerEvent> less = new ArrayList<>(history);
            less.remove(i);
            smaller.add(trial.with(less));
        }
        return smaller;
    }

    private static List<Expression> rules(Expression rule) {
        List<Expression> smaller = new ArrayList<>(Trees.inside(rule));
        if (rule instanceof Expression.Not it) {
            rules(it.inner()).forEach(inner -> smaller.add(new Expression.Not(inner)));
        } else if (rule instanceof Expression.Some it) {
            rules(it.inner()).forEach(inner -> smaller.add(new Expression.Some(it.dimension(), inner)));
        } else if (rule instanceof Expression.And it) {
            parts(it.parts()).forEach(parts -> smaller.add(new Expression.And(parts)));
        } else if (rule instanceof Expression.Or it) {
            parts(it.parts()).forEach(parts -> smaller.add(new Expression.Or(parts)));
        } else if (rule instanceof Expression.Comparison it) {
            each(it.left(), left -> smaller.add(new Expression.Comparison(left, it.operator(), it.right())));
            each(it.right(), right -> smaller.add(new Expression.Comparison(it.left(), it.operator(), right)));
        } else if (rule instanceof Expression.Between it) {
            smaller.add(new Expression.Comparison(it.value(), Expression.Operator.AT_LEAST, it.low()));
            smaller.add(new Expression.Comparison(it.value(), Expression.Operator.AT_MOST, it.high()));
            each(it.value(), value -> smaller.add(new Expression.Between(value, it.low(), it.high())));
        } else if (rule instanceof Expression.Exists it) {
            each(it.value(), value -> smaller.add(new Expression.Exists(value)));
        } else if (rule instanceof Expression.Within it) {
            each(it.instant(), instant -> smaller.add(new Expression.Within(instant, it.duration())));
        }
        return smaller;
    }

    private static List<List<Expression>> parts(List<Expression> parts) {
        List<List<Expression>> smaller = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Expression> less = new ArrayList<>(parts);
            Expression part = less.remove(i);
            if (less.size() > 1) {
                smaller.add(less);
            }
            for (Expression smallerPart : rules(part)) {
                List<Expression> replaced = new ArrayList<>(parts);
                replaced.set(i, smallerPart);
                smaller.add(replaced);
            }
        }
        return smaller;
    }

    private static void each(Operand operand, Function<Operand, ?> use) {
        operands(operand).forEach(use::apply);
    }

    private static List<Operand> operands(Operand operand) {
        List<Operand> smaller = new ArrayList<>();
        if (operand instanceof Operand.Arithmetic it) {
            smaller.addAll(sameType(operand, List.of(it.left(), it.right())));
            each(it.left(), left -> smaller.add(new Operand.Arithmetic(left, it.sign(), it.right(), it.type())));
            each(it.right(), right -> smaller.add(new Operand.Arithmetic(it.left(), it.sign(), right, it.type())));
        } else if (operand instanceof Operand.Default it) {
            smaller.addAll(List.of(it.value(), it.otherwise()));
            each(it.value(), value -> smaller.add(new Operand.Default(value, it.otherwise())));
        } else if (operand instanceof Operand.Age it) {
            each(it.instant(), instant -> smaller.add(new Operand.Age(instant)));
        } else if (operand instanceof Operand.Parameter it) {
            smaller.add(it.value());
        } else if (operand instanceof Aggregate it) {
            if (it.filter() != null) {
                smaller.add(new Aggregate(it.function(), it.event(), it.property(), null, it.window()));
                rules(it.filter())
                        .forEach(filter -> smaller.add(
                                new Aggregate(it.function(), it.event(), it.property(), filter, it.window())));
            }
            if (it.window() != null) {
                smaller.add(new Aggregate(it.function(), it.event(), it.property(), it.filter(), null));
            }
            if (it.window() instanceof Window.Since since) {
                each(
                        since.instant(),
                        instant -> smaller.add(new Aggregate(
                                it.function(), it.event(), it.property(), it.filter(), new Window.Since(instant))));
            }
        }
        return smaller;
    }

    private static List<Operand> sameType(Operand operand, List<Operand> parts) {
        return parts.stream().filter(part -> part.type() == operand.type()).toList();
    }
}
