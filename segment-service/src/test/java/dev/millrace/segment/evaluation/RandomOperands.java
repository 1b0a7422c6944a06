package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Operand.Arithmetic;
import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import dev.millrace.segment.rule.Operand.Function;
import dev.millrace.segment.rule.Type;
import dev.millrace.segment.rule.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random operands by what they are worth, with small constants, so that what they are compared with is often near. Those that
 * grow by themselves are made only where asked for, and meet in arithmetic only what stands still.
 */
final class RandomOperands {

    private static final LocalDate TODAY = LocalDate.ofInstant(T0, ZoneOffset.UTC);

    private final Dice dice;
    private final RandomFields fields;
    private int parameters;

    RandomOperands(Dice dice, RandomFields fields) {
        this.dice = dice;
        this.fields = fields;
    }

    Operand number(int depth) {
        if (depth == 0) {
            return dice.by(this::count, this::count, this::count, this::ofNumbers, this::ofCustomer);
        }
        return switch (dice.below(14)) {
            case 0 -> arithmetic(number(depth - 1), dice.of(Sign.values()), number(depth - 1));
            case 1 -> arithmetic(number(depth - 1), dice.of(Sign.PLUS, Sign.MINUS, Sign.TIMES), literal());
            case 2 -> arithmetic(still(depth - 1), Sign.OVER, still(depth - 1));
            case 3 -> new Operand.Default(number(depth - 1), literal());
            case 4, 5 -> distinct();
            case 6, 7, 8 -> ofNumbers();
            case 9 -> ofCustomer();
            default -> count();
        };
    }

    /** A number that grows by itself. */
    Operand growingNumber(int depth) {
        return arithmetic(growing(depth), Sign.OVER, duration());
    }

    /** A duration that stands still until the next event, or the next event that leaves a window. */
    Operand still(int depth) {
        if (depth == 0) {
            return duration();
        }
        return switch (dice.below(5)) {
            case 0 -> scaled(still(depth - 1), dice.of(Sign.TIMES, Sign.OVER), number(depth - 1));
            case 1 -> arithmetic(still(depth - 1), dice.of(Sign.PLUS, Sign.MINUS), still(depth - 1));
            case 2 -> new Operand.Default(still(depth - 1), duration());
            default -> arithmetic(instant(depth - 1), Sign.MINUS, instant(depth - 1));
        };
    }

    /** A duration that grows with time, or shrinks. */
    Operand growing(int depth) {
        if (depth == 0 || dice.oneIn(2)) {
            return new Operand.Age(instant(Math.max(0, depth - 1)));
        }
        return switch (dice.below(5)) {
            case 0 -> arithmetic(growing(depth - 1), dice.of(Sign.PLUS, Sign.MINUS), still(depth - 1));
            case 1 -> arithmetic(still(depth - 1), dice.of(Sign.PLUS, Sign.MINUS), growing(depth - 1));
            case 2 -> scaled(growing(depth - 1), dice.of(Sign.TIMES, Sign.OVER), number(depth - 1));
            case 3 -> arithmetic(literal(), Sign.TIMES, growing(depth - 1));
            default -> new Operand.Default(growing(depth - 1), duration());
        };
    }

    Operand instant(int depth) {
        if (depth > 0 && dice.oneIn(4)) {
            return dice.by(
                    () -> arithmetic(instant(depth - 1), dice.of(Sign.PLUS, Sign.MINUS), still(depth - 1)),
                    () -> new Operand.Default(instant(depth - 1), instant(depth - 1)));
        }
        return switch (dice.below(12)) {
            case 0 -> new Operand.CartField(Operand.CartField.Part.UPDATED);
            case 1 -> KnownTypes.trait("created_at");
            case 2 -> new Operand.DateLiteral(TODAY.plusDays(dice.between(-1, 1)));
            default -> occurrence();
        };
    }

    Operand text() {
        return dice.by(
                () -> KnownTypes.trait("city"),
                () -> KnownTypes.trait("country"),
                () -> new Operand.ConsentField(dice.of("email", "sms")),
                () -> new Operand.CartField(Operand.CartField.Part.STAGE),
                this::told,
                this::told);
    }

    Operand flag() {
        return KnownTypes.trait("vip");
    }

    Operand date() {
        return switch (dice.below(10)) {
            case 0 -> dice.by(this::occurrence, () -> new Operand.CartField(Operand.CartField.Part.UPDATED));
            case 1 ->
                new Operand.Aggregate(
                        dice.of(Function.FIRST, Function.LAST),
                        fields.event(),
                        null,
                        null,
                        new Window.Sliding(new Operand.DurationLiteral(Duration.ofDays(dice.between(1, 3)))));
            default -> KnownTypes.trait("birthday");
        };
    }

    /** A literal number, sometimes as a parameter. */
    Operand literal() {
        BigDecimal number =
                switch (dice.below(8)) {
                    case 0 -> BigDecimal.ZERO;
                    case 1 -> new BigDecimal(dice.of("0.5", "1.5", "-1", "12.5"));
                    case 2 -> BigDecimal.valueOf(dice.between(10, 60));
                    default -> BigDecimal.valueOf(dice.between(1, 4));
                };
        Operand literal = new Operand.NumberLiteral(number);
        return dice.oneIn(10) ? new Operand.Parameter("p" + ++parameters, literal) : literal;
    }

    /** A literal that is near to what such an operand is worth. */
    Operand near(Operand operand) {
        return operand.type() == Type.MONEY && !dice.oneIn(4)
                ? new Operand.NumberLiteral(
                        new BigDecimal(dice.of("0", "5", "10", "12.5", "15", "20", "25.50", "30", "40", "60")))
                : literal();
    }

    /** How old those born on the days of {@link RandomHistories} are, or nearly. */
    Operand years() {
        return new Operand.NumberLiteral(BigDecimal.valueOf(dice.of(0, 1, 25, 26, 27, 35, 36, 41)));
    }

    Operand consent() {
        return new Operand.ConsentField(dice.of("email", "email", "sms"));
    }

    Operand cart() {
        return new Operand.CartField(
                dice.of(Operand.CartField.Part.COUNT, Operand.CartField.Part.VALUE, Operand.CartField.Part.ITEMS));
    }

    /** Of all orders, or of those in a window. */
    Operand ofOrders() {
        return new Operand.Aggregate(
                dice.of(Function.SUM, Function.SUM, Function.MAX, Function.MIN, Function.AVG),
                "order_completed",
                KnownTypes.field("order_completed", "total"),
                null,
                window(1));
    }

    Operand fraction() {
        return new Operand.NumberLiteral(
                new BigDecimal(dice.of("0", "0.1", "0.25", "0.5", "0.7", "1", "2", "2.4", "4")));
    }

    Operand duration() {
        Duration length = Duration.ofMillis(
                dice.oneIn(3)
                        ? dice.between(1, 200) * 100L
                        : dice.oneIn(20) ? 86_400_000L : dice.between(1, 60) * 1000L);
        Operand literal = new Operand.DurationLiteral(length);
        return dice.oneIn(10) ? new Operand.Parameter("p" + ++parameters, literal) : literal;
    }

    private Operand count() {
        String event = fields.event();
        return new Operand.Aggregate(Function.COUNT, event, null, filter(event), window(1));
    }

    private Operand distinct() {
        String event = fields.event();
        return new Operand.Aggregate(Function.DISTINCT, event, fields.field(event), filter(event), window(1));
    }

    private Operand ofNumbers() {
        String event = fields.eventWithNumbers();
        Function function = dice.of(
                Function.SUM, Function.SUM, Function.AVG, Function.MIN, Function.MAX, Function.FIRST, Function.LAST);
        return new Operand.Aggregate(function, event, fields.numeric(event), filter(event), window(1));
    }

    private Operand ofCustomer() {
        return dice.by(
                () -> KnownTypes.trait("points"),
                () -> new Operand.CartField(Operand.CartField.Part.COUNT),
                () -> new Operand.CartField(Operand.CartField.Part.VALUE),
                () -> new Operand.Years(date()));
    }

    private Operand told() {
        String event = fields.eventWithTexts();
        return new Operand.Aggregate(
                dice.of(Function.FIRST, Function.LAST), event, fields.textual(event), filter(event), window(1));
    }

    private Operand occurrence() {
        String event = fields.event();
        return new Operand.Aggregate(
                dice.of(Function.FIRST, Function.LAST, Function.LAST), event, null, filter(event), window(1));
    }

    private @Nullable Expression filter(String event) {
        return dice.oneIn(3) ? fields.filter(event, 1) : null;
    }

    private @Nullable Window window(int depth) {
        return switch (dice.below(10)) {
            case 0, 1, 2, 3 -> new Window.Sliding(duration());
            case 4 -> new Window.Since(depth == 0 || dice.oneIn(4) ? instant(0) : simpleInstant());
            default -> null;
        };
    }

    /** Without a window of its own: rules that people write end here. */
    private Operand simpleInstant() {
        return new Operand.Aggregate(dice.of(Function.FIRST, Function.LAST), fields.event(), null, null, null);
    }

    /** The left side alone where the two make no sense together, such as money by money. */
    private static Operand arithmetic(Operand left, Sign sign, Operand right) {
        Type type = ResultTypes.of(left.type(), sign, right.type());
        return type == null ? left : new Arithmetic(left, sign, right, type);
    }

    /** A duration by a number; by a trait it is of no known type, and that by money would be something else. */
    private static Operand scaled(Operand duration, Sign sign, Operand number) {
        Operand product = arithmetic(duration, sign, number);
        return product.type() == Type.DURATION || product.type() == Type.ANY ? product : duration;
    }

    List<Operand> valuesOf(Operand text, int size) {
        return Stream.generate(() -> valueOf(text)).limit(size).toList();
    }

    /** A value that the text may have. */
    Operand valueOf(Operand text) {
        if (text instanceof Operand.ConsentField) {
            return new Operand.TextLiteral(dice.of("subscribed", "unsubscribed", "pending"));
        }
        return new Operand.TextLiteral(
                text instanceof Operand.CartField ? dice.of("cart", "checkout", "payment") : textOfCustomer());
    }

    String textOfCustomer() {
        return dice.of("Köln", "Bern", "DE", "AT", fields.text(), fields.text());
    }
}
