package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Expression.Operator;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Random rules of the whole language, of the right types, about what happens in {@link RandomHistories}. */
final class RandomRules {

    /** The segment that {@code in("…")} names. */
    static final String OTHER = "other";

    private final Dice dice;
    private final Theme theme;
    private final RandomOperands operands;
    private boolean mayBeInOther = true;
    private boolean maySeeOne = true;

    RandomRules(Dice dice, Theme theme) {
        this.dice = dice;
        this.theme = theme;
        this.operands = new RandomOperands(dice, new RandomFields(dice, theme));
    }

    Expression rule() {
        return rule(dice.below(4));
    }

    /** A rule that names no other. */
    Expression plain() {
        mayBeInOther = false;
        Expression rule = rule(dice.below(2));
        mayBeInOther = true;
        return rule;
    }

    private Expression rule(int depth) {
        if (depth == 0 || dice.oneIn(3)) {
            return maySeeOne && dice.oneIn(6) ? some() : leaf();
        }
        return switch (dice.below(5)) {
            case 0 -> new Expression.Not(rule(depth - 1));
            case 1, 2 -> new Expression.And(parts(depth - 1));
            default -> new Expression.Or(parts(depth - 1));
        };
    }

    private List<Expression> parts(int depth) {
        List<Expression> parts = new ArrayList<>();
        for (int i = dice.between(2, 3); i > 0; i--) {
            parts.add(rule(depth));
        }
        return parts;
    }

    private Expression some() {
        maySeeOne = false;
        Expression inner = rule(dice.below(3));
        maySeeOne = true;
        return new Expression.Some(
                dice.of(Dimension.PRODUCT, Dimension.PRODUCT, Dimension.CATEGORY, Dimension.BRAND), inner);
    }

    Expression leaf() {
        return dice.oneIn(3) ? ofTheme(dice.of(theme.kinds())) : anyLeaf();
    }

    /** What is asked of such events, or because of them. */
    private Expression ofTheme(Theme.Kind kind) {
        return switch (kind) {
            case CONSENT -> {
                Operand consent = operands.consent();
                yield equal(consent, operands.valueOf(consent));
            }
            case PERSON ->
                dice.by(
                        this::within,
                        () -> equal(operands.flag(), new Operand.FlagLiteral(dice.oneIn(2))),
                        () -> compared(KnownTypes.trait("points"), operands.literal()),
                        () -> compared(new Operand.Years(operands.date()), operands.years()));
            case CART -> compared(operands.cart(), operands.literal());
            case TAG -> new Expression.HasTag(dice.of("vip", "sale"));
            case ORDER, CORRECTION -> near(operands.ofOrders());
            default -> near(operands.number(1));
        };
    }

    private Expression near(Operand operand) {
        return compared(operand, operands.near(operand));
    }

    private Expression anyLeaf() {
        return switch (dice.below(22)) {
            case 0, 1, 2, 3, 4 -> near(operands.number(depth()));
            case 5 -> compared(operands.number(depth()), operands.number(depth()));
            case 6, 7, 8 -> compared(operands.growing(depth()), operands.still(depth()));
            case 9 -> compared(operands.growing(depth()), operands.growing(depth()));
            case 10 -> compared(operands.still(depth()), operands.duration());
            case 11 -> compared(operands.instant(depth()), operands.instant(depth()));
            case 12 -> Ranges.between(operands.growing(depth()), operands.duration(), operands.still(depth()));
            case 13 -> Ranges.between(operands.number(depth()), operands.literal(), operands.literal());
            case 14 -> compared(operands.growingNumber(depth()), operands.number(depth()));
            case 15 -> {
                Operand text = operands.text();
                yield equal(text, operands.valueOf(text));
            }
            case 16 -> ofText();
            case 17 -> equal(operands.flag(), new Operand.FlagLiteral(dice.oneIn(2)));
            case 18 -> new Expression.Exists(any());
            case 19 -> within();
            case 20 -> mayBeInOther ? new Expression.InSegment(dice.oneIn(5) ? "unheard-of" : OTHER) : leaf();
            default -> exotic();
        };
    }

    private Expression ofText() {
        Operand text = operands.text();
        return dice.by(
                () -> new Expression.OneOf(text, new Operand.ListLiteral(operands.valuesOf(text, dice.between(1, 3)))),
                () -> new Expression.Contains(text, new Operand.TextLiteral(dice.of("o", "sub", "e"))),
                () -> new Expression.Matches(text, dice.of("[A-Z]+", ".*sub.*", "[a-z]{3,5}")));
    }

    private Expression within() {
        Operand instant = dice.oneIn(2)
                ? new Operand.Anniversary(operands.date())
                : new Operand.Arithmetic(
                        operands.instant(0), Operand.Arithmetic.Sign.PLUS, operands.still(1), Type.INSTANT);
        return new Expression.Within(instant, operands.duration());
    }

    /** What the shop has to tell, and what is compared with a value of another kind. */
    private Expression exotic() {
        return dice.by(
                this::ofShop,
                this::ofShop,
                () -> compared(KnownTypes.trait("mixed"), operands.literal()),
                () -> new Expression.HasTag("vip"),
                () -> new Expression.Contains(
                        KnownTypes.trait("interests"), new Operand.TextLiteral(dice.of("shoes", "ha"))),
                () -> compared(new Operand.Years(operands.date()), operands.literal()),
                () -> new Expression.Matches(KnownTypes.trait("address.postal_code"), "9[0-9]{4}"));
    }

    private Expression ofShop() {
        return dice.by(
                () -> compared(
                        figure("rfm.recency"), new Operand.NumberLiteral(BigDecimal.valueOf(dice.between(1, 5)))),
                () -> equal(figure("rfm.cell"), new Operand.TextLiteral(dice.of("champions", "hibernating"))),
                () -> compared(
                        operands.growing(1),
                        new Operand.Default(figure("population.reorder_interval"), operands.duration())),
                () -> compared(operands.growing(0), figure("population.reorder_interval")),
                () -> compared(operands.number(1), figure(dice.of("customer_value", "shop.free_shipping"))),
                () -> compared(new Operand.Age(figure("shop.opened")), operands.still(1)),
                () -> compared(decaying(), operands.fraction()),
                () -> compared(decaying(), operands.fraction()),
                () -> Ranges.between(decaying(), operands.fraction(), operands.fraction()),
                () -> new Expression.OneOf(KnownTypes.trait("address.postal_code"), new Operand.NamedList("remote")),
                () -> compared(
                        new Operand.Rank(
                                dice.of(Operand.Rank.Kind.values()), operands.number(1), dice.of(null, "many", "few")),
                        operands.fraction()),
                () -> compared(
                        new Operand.Distance(KnownTypes.trait("location")),
                        new Operand.DistanceLiteral(
                                BigDecimal.valueOf(dice.between(1, 900)),
                                dice.of(Operand.DistanceLiteral.Unit.values()))));
    }

    private Operand decaying() {
        return dice.oneIn(2)
                ? figure("p_alive")
                : new Operand.Figure(
                        "expected_orders",
                        new Operand.DurationLiteral(Duration.ofDays(90)),
                        KnownTypes.figure("expected_orders").type());
    }

    private static Operand figure(String name) {
        return KnownTypes.figure(name);
    }

    private Operand any() {
        return dice.by(
                () -> operands.number(1),
                () -> operands.growing(1),
                () -> operands.instant(1),
                operands::text,
                operands::flag);
    }

    private int depth() {
        return dice.of(0, 1, 1, 2);
    }

    private Expression compared(Operand left, Operand right) {
        Operator operator = dice.of(Operator.values());
        return dice.oneIn(6)
                ? new Expression.Comparison(right, operator, left)
                : new Expression.Comparison(left, operator, right);
    }

    private Expression equal(Operand left, Operand right) {
        return new Expression.Comparison(left, dice.of(Operator.EQUAL, Operator.NOT_EQUAL), right);
    }
}
