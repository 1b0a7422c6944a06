package dev.millrace.segment.rule;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConjunctionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.GroupContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NegationContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PredicateContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PrimaryContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SegmentContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SomeContext;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Makes conditions: joins, negations, and those that are no comparison of values. */
final class ConditionBuilder {

    private static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::word).toList();

    private final TreeBuilder tree;
    private final ComparisonBuilder comparisons;

    ConditionBuilder(TreeBuilder tree) {
        this.tree = tree;
        this.comparisons = new ComparisonBuilder(tree);
    }

    Expression condition(ConditionContext context, Surroundings around) {
        List<Expression> parts = context.conjunction().stream()
                .map(part -> conjunction(part, around))
                .toList();
        return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
    }

    private Expression conjunction(ConjunctionContext context, Surroundings around) {
        List<Expression> parts =
                context.negation().stream().map(part -> negation(part, around)).toList();
        return parts.size() == 1 ? parts.get(0) : new Expression.And(parts);
    }

    private Expression negation(NegationContext context, Surroundings around) {
        int times = context.NOT().size();
        if (times > ExpressionParser.MAX_DEPTH) {
            throw ParserSetup.tooDeep(context.start);
        }
        Expression expression = predicate(context.predicate(), around);
        for (int i = 0; i < times; i++) {
            expression = new Expression.Not(expression);
        }
        return expression;
    }

    private Expression predicate(PredicateContext context, Surroundings around) {
        if (context.tail() != null) {
            return comparisons.comparison(context, around);
        }
        PrimaryContext only = Single.primary(context.sum());
        if (only instanceof GroupContext group && group.condition().size() == 1) {
            return condition(group.condition(0), around);
        }
        if (only instanceof SomeContext some) {
            return some(some, around);
        }
        if (only instanceof SegmentContext segment) {
            requireNoFilter(segment, around);
            return new Expression.InSegment(
                    segmentId(Arguments.text(segment, segment.argument(), "in", "in(\"leads\")"), segment));
        }
        if (only instanceof CallContext call
                && call.word().isEmpty()
                && call.NAME().getText().equals("tag")) {
            requireNoFilter(call, around);
            return new Expression.HasTag(Arguments.text(call, call.argument(), "tag", "tag(\"vip\")"));
        }
        throw noCondition(context, tree.operands().sum(context.sum(), around));
    }

    private static RefusedExpression noCondition(PredicateContext context, Operand operand) {
        String text = Refusal.textOf(context);
        return Refusal.at(
                context,
                "a condition was expected, found " + operand.type().phrase(),
                switch (operand.type()) {
                    case NUMBER, MONEY -> "a comparison such as " + text + " > 0";
                    case DURATION -> "a comparison such as " + text + " > 7d";
                    case INSTANT -> "a comparison such as age(" + text + ") > 7d";
                    case DATE -> "a comparison such as years(" + text + ") >= 18";
                    case TEXT -> "a comparison such as " + text + " = \"…\"";
                    case FLAG -> "a comparison such as " + text + " = true";
                    case DISTANCE -> "a comparison such as " + text + " < 20km";
                    case PLACE, LIST, ANY -> "a comparison such as " + text + " exists";
                });
    }

    private Expression some(SomeContext context, Surroundings around) {
        requireNoFilter(context, around);
        if (context.dimension == null) {
            throw Refusal.at(context.SOME().getSymbol(), "some of what?", Refusal.oneOf(DIMENSIONS));
        }
        String word = FieldBuilder.plain(context.dimension);
        if (!DIMENSIONS.contains(word)) {
            throw Refusal.unknown(context.dimension.start, "events can't be told apart by this", word, DIMENSIONS);
        }
        if (around.some()) {
            throw Refusal.at(context.SOME().getSymbol(), "some stands inside another some", "one of them only");
        }
        Dimension dimension = Dimension.values()[DIMENSIONS.indexOf(word)];
        return new Expression.Some(dimension, condition(context.condition(), around.inSome()));
    }

    static String segmentId(String id, ParserRuleContext place) {
        try {
            return SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.at(
                    place, "no segment has such an id", "lower-case words joined by dashes, such as \"leads\"");
        }
    }

    private static void requireNoFilter(ParserRuleContext context, Surroundings around) {
        if (around.isFilter()) {
            throw FieldBuilder.notInFilter(context, around);
        }
    }
}
