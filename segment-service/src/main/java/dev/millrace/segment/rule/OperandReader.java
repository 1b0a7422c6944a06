package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import dev.millrace.segment.rule.Operand.Function;
import dev.millrace.segment.rule.Operand.Rank;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values from JSON; see {@link ExpressionJson}. Their types are found when the rule is parsed as text. */
final class OperandReader {

    private static final int MAX_DIGITS = 30;
    private static final String NAMES = "[^`.\\r\\n]+(\\.[^`.\\r\\n]+)*";
    private static final String DURATION = "-?([0-9]{1,15}(ms|[smhdw]))+";
    private static final String DISTANCE = "[0-9]{1,15}(\\.[0-9]{1,15})?(km|mi)";
    private static final List<String> KINDS = List.of(
            "aggregate",
            "property",
            "arithmetic",
            "default",
            "age",
            "years",
            "anniversary",
            "distanceToStores",
            "rank",
            "trait",
            "consent",
            "cart",
            "figure",
            "namedList",
            "parameter",
            "number",
            "duration",
            "distance",
            "date",
            "text",
            "flag",
            "list");
    private static final List<String> FUNCTIONS =
            Arrays.stream(Function.values()).map(Function::word).toList();
    private static final List<String> SIGNS =
            Arrays.stream(Sign.values()).map(Sign::text).toList();
    private static final List<String> RANKS =
            Arrays.stream(Rank.Kind.values()).map(Rank.Kind::word).toList();
    private static final List<String> PARTS = Arrays.stream(Operand.CartField.Part.values())
            .map(Operand.CartField.Part::word)
            .toList();

    private final ConditionReader conditions;

    OperandReader(ConditionReader conditions) {
        this.conditions = conditions;
    }

    Operand read(JsonPlace place) {
        String kind = place.kind(KINDS);
        JsonPlace body = place.at(kind);
        return switch (kind) {
            case "aggregate" -> aggregate(body.only("function", "event", "property", "filter", "window"));
            case "property" -> new Operand.EventField(name(body), Type.ANY);
            case "arithmetic" ->
                new Operand.Arithmetic(
                        read(body.only("left", "sign", "right").at("left")),
                        Sign.values()[SIGNS.indexOf(body.at("sign").oneOf(SIGNS))],
                        read(body.at("right")),
                        Type.ANY);
            case "default" ->
                new Operand.Default(read(body.only("value", "otherwise").at("value")), read(body.at("otherwise")));
            case "age" -> new Operand.Age(read(body));
            case "years" -> new Operand.Years(read(body));
            case "anniversary" -> new Operand.Anniversary(read(body));
            case "distanceToStores" -> new Operand.Distance(read(body));
            case "rank" ->
                new Operand.Rank(
                        Rank.Kind.values()[
                                RANKS.indexOf(body.only("kind", "value", "of")
                                        .at("kind")
                                        .oneOf(RANKS))],
                        read(body.at("value")),
                        body.has("of") ? body.at("of").text() : null);
            case "figure" ->
                new Operand.Figure(
                        name(body.only("name", "argument").at("name")),
                        body.has("argument") ? read(body.at("argument")) : null,
                        Type.ANY);
            case "list" -> new Operand.ListLiteral(body.each(1, this::read));
            default -> plain(kind, body);
        };
    }

    private Operand plain(String kind, JsonPlace body) {
        return switch (kind) {
            case "trait" -> new Operand.TraitField(name(body), Type.ANY);
            case "consent" -> new Operand.ConsentField(name(body));
            case "cart" -> new Operand.CartField(Operand.CartField.Part.values()[PARTS.indexOf(body.oneOf(PARTS))]);
            case "namedList" -> new Operand.NamedList(body.text());
            case "parameter" ->
                new Operand.Parameter(
                        body.text("[a-zA-Z][a-zA-Z0-9_]*", "a name without the $"), new Operand.TextLiteral(""));
            case "number" -> new Operand.NumberLiteral(number(body));
            case "duration" -> duration(body);
            case "distance" -> distance(body.text(DISTANCE, "a distance such as 20km"));
            case "date" -> date(body);
            case "text" -> new Operand.TextLiteral(body.text());
            default -> {
                if (!body.node().isBoolean()) {
                    throw body.refused("no flag", "true or false");
                }
                yield new Operand.FlagLiteral(body.node().booleanValue());
            }
        };
    }

    private Operand aggregate(JsonPlace body) {
        return new Operand.Aggregate(
                Function.values()[FUNCTIONS.indexOf(body.at("function").oneOf(FUNCTIONS))],
                body.at("event").text(),
                body.has("property") ? new Operand.EventField(name(body.at("property")), Type.ANY) : null,
                body.has("filter") ? conditions.read(body.at("filter")) : null,
                body.has("window") ? window(body.at("window")) : null);
    }

    private @Nullable Window window(JsonPlace place) {
        return place.kind(List.of("last", "since")).equals("last")
                ? new Window.Sliding(read(place.at("last")))
                : new Window.Since(read(place.at("since")));
    }

    private static String name(JsonPlace place) {
        return place.text(NAMES, "a name; its parts are joined by dots and have no backticks");
    }

    private static BigDecimal number(JsonPlace place) {
        JsonNode node = place.node();
        BigDecimal number = node.isNumber()
                ? node.decimalValue()
                : new BigDecimal(place.text("-?[0-9]{1,30}(\\.[0-9]{1,30})?", "a number"));
        if (number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS) {
            throw place.refused("a number is too long", "at most " + MAX_DIGITS + " digits");
        }
        return number;
    }

    private static Operand duration(JsonPlace place) {
        String text = place.text(DURATION, "a duration such as 7d or 1h30m");
        try {
            boolean negative = text.startsWith("-");
            var duration = DurationText.parse(negative ? text.substring(1) : text);
            return new Operand.DurationLiteral(negative ? duration.negated() : duration);
        } catch (ArithmeticException e) {
            throw place.refused("a duration out of range", "at most 36500d");
        }
    }

    private static Operand date(JsonPlace place) {
        LocalDate date = DateText.parse(place.text());
        if (date == null) {
            throw place.refused(DateText.REFUSED, "a day such as 2026-11-27");
        }
        return new Operand.DateLiteral(date);
    }

    private static Operand distance(String text) {
        int unit = text.length() - 2;
        return new Operand.DistanceLiteral(
                new BigDecimal(text.substring(0, unit)),
                text.endsWith("km") ? Operand.DistanceLiteral.Unit.KM : Operand.DistanceLiteral.Unit.MI);
    }
}
