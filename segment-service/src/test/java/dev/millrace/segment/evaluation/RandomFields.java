package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Operand.EventField;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The events of {@link RandomHistories}, what they say, and random filters on that. */
final class RandomFields {

    private static final Map<String, List<EventField>> FIELDS = Map.of(
            "page_viewed", fields("page_viewed", "path", "context.campaign.source"),
            "product_viewed", fields("product_viewed", "category", "brand", "product_id", "price"),
            "product_added", fields("product_added", "product_id", "price", "quantity"),
            "order_completed",
                    fields(
                            "order_completed",
                            "total",
                            "total",
                            "coupon",
                            "items.category",
                            "items.brand",
                            "items.price",
                            "items.quantity"),
            "order_refunded", fields("order_refunded", "total", "order_id"),
            "email_opened", fields("email_opened", "machine", "template"),
            "email_delivered", fields("email_delivered", "open_tracked", "template"),
            "email_clicked", fields("email_clicked", "url"),
            "trial_started", fields("trial_started", "plan"));

    private static final List<String> WITH_NUMBERS = List.of("order_completed", "product_viewed", "product_added");

    private final Dice dice;
    private final List<String> events;
    private final List<String> eventsWithNumbers;

    RandomFields(Dice dice, Theme theme) {
        this.dice = dice;
        this.events = theme.events();
        List<String> numbers = events.stream().filter(WITH_NUMBERS::contains).toList();
        this.eventsWithNumbers = numbers.isEmpty() ? WITH_NUMBERS : numbers;
    }

    String event() {
        return dice.oneIn(40)
                ? dice.of("never_happened", "order_cancelled", "order_updated", "identify", "page_viewed")
                : dice.of(events);
    }

    /** An event that has numbers. */
    String eventWithNumbers() {
        return dice.of(eventsWithNumbers);
    }

    /** An event that has texts. */
    String eventWithTexts() {
        String event = dice.of(events);
        return event.equals("order_refunded") ? "order_completed" : event;
    }

    EventField field(String event) {
        return dice.of(FIELDS.getOrDefault(event, fields(event, "path")));
    }

    EventField numeric(String event) {
        return dice.of(FIELDS.get(event).stream()
                .filter(field -> field.type() == Type.MONEY || field.type() == Type.NUMBER)
                .toList());
    }

    EventField textual(String event) {
        return dice.of(FIELDS.get(event).stream()
                .filter(field -> field.type() == Type.TEXT || field.type() == Type.ANY)
                .toList());
    }

    Expression filter(String event, int depth) {
        if (depth > 0 && dice.oneIn(4)) {
            Expression some = filter(event, depth - 1);
            Expression other = filter(event, depth - 1);
            return dice.by(
                    () -> new Expression.And(List.of(some, other)),
                    () -> new Expression.Or(List.of(some, other)),
                    () -> new Expression.Not(some));
        }
        EventField field = field(event);
        if (dice.oneIn(8)) {
            return new Expression.Exists(field);
        }
        return switch (field.type()) {
            case MONEY, NUMBER -> ofNumber(field);
            case FLAG -> new Expression.Comparison(field, equality(), new Operand.FlagLiteral(dice.oneIn(2)));
            default -> ofText(field);
        };
    }

    private Expression ofNumber(EventField field) {
        Operand low =
                new Operand.NumberLiteral(BigDecimal.valueOf(dice.between(1, field.type() == Type.MONEY ? 30 : 3)));
        Operand high = new Operand.NumberLiteral(BigDecimal.valueOf(dice.between(10, 40)));
        return switch (dice.below(6)) {
            case 0 -> Ranges.between(field, low, high);
            case 1 -> new Expression.OneOf(field, new Operand.ListLiteral(List.of(low, high)));
            default -> new Expression.Comparison(field, dice.of(Expression.Operator.values()), low);
        };
    }

    private Expression ofText(EventField field) {
        Operand some = new Operand.TextLiteral(text());
        return switch (dice.below(8)) {
            case 0 -> new Expression.Contains(field, new Operand.TextLiteral(dice.of("o", "sho", "/")));
            case 1 -> new Expression.Matches(field, dice.of("sh.*", "[a-h].+", "/?hats"));
            case 2 ->
                new Expression.OneOf(field, new Operand.ListLiteral(List.of(some, new Operand.TextLiteral(text()))));
            default -> new Expression.Comparison(field, equality(), some);
        };
    }

    String text() {
        return dice.of("shoes", "hats", "acme", "zeta", "shoe", "hat", "ads", "mail", "welcome", "sale", "/", "/shoes");
    }

    private Expression.Operator equality() {
        return dice.of(Expression.Operator.EQUAL, Expression.Operator.NOT_EQUAL);
    }

    private static List<EventField> fields(String event, String... paths) {
        return Arrays.stream(paths).map(path -> KnownTypes.field(event, path)).toList();
    }
}
