package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import dev.millrace.segment.rule.SegmentLanguageParser.CallContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ConditionContext;
import dev.millrace.segment.rule.SegmentLanguageParser.DistanceContext;
import dev.millrace.segment.rule.SegmentLanguageParser.DurationContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FactorContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FieldContext;
import dev.millrace.segment.rule.SegmentLanguageParser.FlagContext;
import dev.millrace.segment.rule.SegmentLanguageParser.GroupContext;
import dev.millrace.segment.rule.SegmentLanguageParser.NumberContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ParameterContext;
import dev.millrace.segment.rule.SegmentLanguageParser.PrimaryContext;
import dev.millrace.segment.rule.SegmentLanguageParser.ProductContext;
import dev.millrace.segment.rule.SegmentLanguageParser.QuantityContext;
import dev.millrace.segment.rule.SegmentLanguageParser.SumContext;
import dev.millrace.segment.rule.SegmentLanguageParser.TextContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes values: literals, arithmetic, and by its fellows fields and calls. */
final class OperandBuilder {

    private final TreeBuilder tree;
    private final CallBuilder calls;

    OperandBuilder(TreeBuilder tree) {
        this.tree = tree;
        this.calls = new CallBuilder(tree);
    }

    /** Where a condition could stand too. */
    Operand value(ConditionContext context, Surroundings around) {
        SumContext sum = Single.sum(context);
        if (sum == null) {
            throw noValue(context);
        }
        return sum(sum, around);
    }

    Operand sum(SumContext context, Surroundings around) {
        requireFew(context, context.op.size());
        Operand sum = product(context.product(0), around);
        for (int i = 0; i < context.op.size(); i++) {
            ProductContext next = context.product(i + 1);
            sum = arithmetic(sum, context.op.get(i), product(next, around), around);
        }
        return sum;
    }

    private Operand product(ProductContext context, Surroundings around) {
        requireFew(context, context.op.size());
        Operand product = factor(context.factor(0), around);
        for (int i = 0; i < context.op.size(); i++) {
            FactorContext next = context.factor(i + 1);
            product = arithmetic(product, context.op.get(i), factor(next, around), around);
        }
        return product;
    }

    private static void requireFew(ParserRuleContext context, int operations) {
        if (operations > ExpressionParser.MAX_DEPTH) {
            throw ParserSetup.tooDeep(context.start);
        }
    }

    private static Operand arithmetic(Operand left, Token operator, Operand right, Surroundings around) {
        if (around.isFilter()) {
            throw Refusal.at(operator, "a filter computes nothing", "fields of the event, values and $parameters");
        }
        Sign sign = sign(operator);
        if (Motion.decays(left) || Motion.decays(right)) {
            throw Refusal.at(operator, "a prediction can't be computed with", "a comparison such as p_alive < 0.5");
        }
        boolean squared = sign == Sign.TIMES && Motion.grows(left) && Motion.grows(right);
        if (squared || sign == Sign.OVER && Motion.grows(right)) {
            throw Refusal.at(
                    operator,
                    squared ? "two ages can't be multiplied" : "nothing can be divided by an age",
                    "an age by itself on one side: age(x) > 1.3 * y instead of age(x) / y > 1.3");
        }
        if (sign == Sign.MINUS) {
            return combined(Meant.shifted(Meant.beside(right, left), right), operator, sign, Meant.beside(left, right));
        }
        return sign == Sign.PLUS
                ? combined(Meant.shifted(left, right), operator, sign, Meant.shifted(right, left))
                : combined(left, operator, sign, right);
    }

    private static Operand combined(Operand left, Token operator, Sign sign, Operand right) {
        Type type = TypeRules.arithmetic(left.type(), sign, right.type());
        if (type == null) {
            throw Refusal.at(
                    operator,
                    left.type().phrase() + " " + sign.text() + " "
                            + right.type().phrase() + " makes no sense",
                    "numbers, money, durations, or the time between two instants");
        }
        return new Operand.Arithmetic(left, sign, right, type);
    }

    private static Sign sign(Token operator) {
        return switch (operator.getType()) {
            case SegmentLanguageLexer.PLUS -> Sign.PLUS;
            case SegmentLanguageLexer.MINUS -> Sign.MINUS;
            case SegmentLanguageLexer.TIMES -> Sign.TIMES;
            default -> Sign.OVER;
        };
    }

    private Operand factor(FactorContext context, Surroundings around) {
        PrimaryContext primary = context.primary();
        if (context.MINUS().isEmpty()) {
            return primary(primary, around);
        }
        if (context.MINUS().size() == 1 && primary instanceof NumberContext) {
            return LiteralBuilder.number(primary.start, true);
        }
        if (context.MINUS().size() == 1 && primary instanceof DurationContext) {
            return new Operand.DurationLiteral(((Operand.DurationLiteral) primary(primary, around))
                    .duration()
                    .negated());
        }
        throw Refusal.at(
                context.MINUS(0).getSymbol(),
                "a minus like this stands only before a number or a duration",
                "0 - " + Refusal.textOf(primary));
    }

    private Operand primary(PrimaryContext context, Surroundings around) {
        Operand operand = operand(context, around);
        if (around.isFilter() && (operand.type() == Type.DURATION || operand.type() == Type.DISTANCE)) {
            throw Refusal.at(
                    context,
                    "no property of an event is " + operand.type().phrase(),
                    "a number, text in quotes, true or false");
        }
        return operand;
    }

    private Operand operand(PrimaryContext context, Surroundings around) {
        if (context instanceof GroupContext group) {
            if (group.condition().size() > 1) {
                throw Refusal.at(context, "a list stands only behind in", "a single value");
            }
            return value(group.condition(0), around);
        }
        if (context instanceof CallContext call) {
            return calls.call(call, around);
        }
        if (context instanceof FieldContext field) {
            return tree.fields().field(field, around);
        }
        if (context instanceof NumberContext) {
            return LiteralBuilder.number(context.start, false);
        }
        if (context instanceof DurationContext) {
            return LiteralBuilder.duration(context.start);
        }
        if (context instanceof DistanceContext) {
            return LiteralBuilder.distance(context.start);
        }
        if (context instanceof TextContext) {
            return new Operand.TextLiteral(LiteralBuilder.unquoted(context.start));
        }
        if (context instanceof FlagContext flag) {
            return new Operand.FlagLiteral(flag.TRUE() != null);
        }
        if (context instanceof ParameterContext parameter) {
            return tree.literals().parameter(parameter);
        }
        throw context instanceof QuantityContext quantity ? LiteralBuilder.quantity(quantity) : noValue(context);
    }

    static RefusedExpression noValue(ParserRuleContext context) {
        return Refusal.at(
                context,
                "a value was expected, found a condition",
                "a value such as count(order_completed), trait.country or 7d");
    }
}
