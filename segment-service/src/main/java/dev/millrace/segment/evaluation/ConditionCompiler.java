package dev.millrace.segment.evaluation;

import com.google.re2j.Pattern;
import dev.millrace.segment.customer.LastSeen;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Expression.Operator;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compiles expressions. */
final class ConditionCompiler {

    private final Compilation compilation;
    private final ReaderCompiler readers;

    ConditionCompiler(Compilation compilation) {
        this.compilation = compilation;
        this.readers = new ReaderCompiler(compilation);
    }

    Condition compile(Expression expression) {
        if (expression instanceof Expression.Not not) {
            Condition inner = compile(not.inner());
            return (subject, at) -> inner.answer(subject, at).negated();
        }
        if (expression instanceof Expression.And and) {
            return join(and.parts(), Truth.NO);
        }
        if (expression instanceof Expression.Or or) {
            return join(or.parts(), Truth.YES);
        }
        if (expression instanceof Expression.Comparison it) {
            return new ComparisonLeaf(
                    readers.compileBeside(it.left(), it.right().type(), limit(it.operator(), it.right())),
                    it.operator(),
                    readers.compileBeside(
                            it.right(), it.left().type(), limit(it.operator().turned(), it.left())));
        }
        if (expression instanceof Expression.Between it) {
            return new RangeLeaf(
                    readers.compileBeside(it.value(), it.low().type(), limit(Operator.AT_MOST, it.high())),
                    readers.compileBeside(it.low(), it.value().type(), ReaderCompiler.ANY_COUNT),
                    readers.compileBeside(it.high(), it.value().type(), ReaderCompiler.ANY_COUNT));
        }
        if (expression instanceof Expression.HasTag it) {
            compilation.reads.tags = true;
            return (subject, at) -> Answer.always(subject.state().hasTag(it.tag()));
        }
        if (expression instanceof Expression.InSegment it) {
            return inSegment(it);
        }
        return expression instanceof Expression.Some it ? some(it) : onValue(expression);
    }

    private Condition onValue(Expression expression) {
        if (expression instanceof Expression.Exists it) {
            Reader value = readers.compile(it.value());
            return (Leaf) (subject, at) -> {
                Curve read = value.read(subject, at);
                return Answer.of(Truth.of(!(read instanceof Curve.Unknown)), read.until());
            };
        }
        if (expression instanceof Expression.OneOf it) {
            return it.list() instanceof Operand.NamedList list ? named(it.value(), list) : listed(it);
        }
        if (expression instanceof Expression.Contains it) {
            return contains(readers.compile(it.value()), readers.compile(it.text()));
        }
        if (expression instanceof Expression.Matches it) {
            Pattern pattern = Pattern.compile(it.pattern());
            return onText(it.value(), pattern::matches);
        }
        Expression.Within it = (Expression.Within) expression;
        compilation.changesWithTime();
        Reader instant = readers.compile(it.instant());
        Reader duration = readers.compile(it.duration());
        return it.instant() instanceof Operand.Anniversary
                ? new DateReaders.WithinOfDay(instant, duration)
                : new DateReaders.Within(instant, duration);
    }

    /** Parts that time can't change come first: if they decide, they do so for ever, and no other is asked. */
    private Condition join(List<Expression> parts, Truth deciding) {
        List<Condition> still = new ArrayList<>();
        List<Condition> moving = new ArrayList<>();
        for (Expression part : parts) {
            boolean changedBefore = compilation.takeChangesWithTime();
            Condition condition = compile(part);
            boolean changes = compilation.takeChangesWithTime();
            (changes ? moving : still).add(condition);
            if (changes || changedBefore) {
                compilation.changesWithTime();
            }
        }
        still.addAll(moving);
        return new Joining(List.copyOf(still), deciding);
    }

    /** From which count on a comparison with a constant answers the same. */
    static int limit(Operator operator, Operand other) {
        if (!(Operand.resolved(other) instanceof Operand.NumberLiteral literal)) {
            return ReaderCompiler.ANY_COUNT;
        }
        boolean cutsBelow = operator == Operator.AT_LEAST || operator == Operator.LESS;
        BigDecimal count = cutsBelow
                ? literal.number().setScale(0, RoundingMode.CEILING)
                : literal.number().setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
        return count.max(BigDecimal.ONE)
                .min(BigDecimal.valueOf(ReaderCompiler.ANY_COUNT))
                .intValue();
    }

    private Condition inSegment(Expression.InSegment expression) {
        Optional<CompiledRule> other = compilation.other(expression.segment());
        if (other.isEmpty()) {
            return (subject, at) -> Answer.always(false);
        }
        Condition rule = other.get().condition();
        return (subject, at) -> {
            Answer answer = subject.ask(rule, at);
            return Answer.of(Truth.of(answer.truth() == Truth.YES), answer.until());
        };
    }

    private Condition some(Expression.Some expression) {
        boolean isKept = compilation.enter(expression.dimension());
        Condition inner = compile(expression.inner());
        compilation.leave();
        return isKept ? new SomeOf(expression.dimension(), inner) : (subject, at) -> Answer.UNKNOWN;
    }

    private Condition listed(Expression.OneOf expression) {
        Reader value = readers.compile(expression.value());
        List<Reader> elements = ((Operand.ListLiteral) expression.list())
                .elements().stream().map(readers::compile).toList();
        return (Leaf) (subject, at) -> {
            Curve read = value.read(subject, at);
            Joining.Join join = new Joining.Join(Truth.YES);
            for (int i = 0; i < elements.size() && !join.isDecidedUntil(subject.horizon()); i++) {
                Curve element = elements.get(i).read(subject, at);
                join.add(ComparisonLeaf.compare(read, Operator.EQUAL, element, at));
            }
            return join.answer();
        };
    }

    private Condition named(Operand value, Operand.NamedList list) {
        compilation.reads.facts.add("list:" + list.name());
        Reader reader = readers.compile(value);
        return (Leaf) (subject, at) -> {
            Curve read = reader.read(subject, at);
            Set<String> elements = subject.facts().list(list.name());
            String text = read instanceof Curve.Word word
                    ? word.text()
                    : read instanceof Curve.Line line ? LastSeen.text(new Trait.Value.Number(line.value())) : null;
            Truth truth = elements == null || text == null ? Truth.UNKNOWN : Truth.of(elements.contains(text));
            return Answer.of(truth, read.until());
        };
    }

    private static Condition contains(Reader value, Reader text) {
        return (Leaf) (subject, at) -> {
            Curve whole = value.read(subject, at);
            Curve part = text.read(subject, at);
            return Answer.of(contains(whole, part), Math.min(whole.until(), part.until()));
        };
    }

    private static Truth contains(Curve whole, Curve part) {
        if (!(part instanceof Curve.Word word)) {
            return Truth.UNKNOWN;
        }
        if (whole instanceof Curve.Words words) {
            return Truth.of(words.texts().contains(word.text()));
        }
        return whole instanceof Curve.Word text ? Truth.of(text.text().contains(word.text())) : Truth.UNKNOWN;
    }

    private Condition onText(Operand value, Predicate<String> holds) {
        Reader reader = readers.compile(value);
        return (Leaf) (subject, at) -> {
            Curve read = reader.read(subject, at);
            return Answer.of(
                    read instanceof Curve.Word word ? Truth.of(holds.test(word.text())) : Truth.UNKNOWN, read.until());
        };
    }
}
