package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.re2j.Pattern;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.customer.SafeText;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The condition in the braces of an aggregate: asked of one event, or of one line of it. */
final class EventFilter {

    /** A condition on an event; the line is null for the event itself. */
    private interface Test {
        Truth test(EventFacts event, @Nullable JsonNode line);
    }

    /** A value of an event; null if it is missing. */
    private interface Field {
        Trait.@Nullable Value read(EventFacts event, @Nullable JsonNode line);
    }

    private final Test test;
    private final Map<String, String> parameters = new TreeMap<>();
    private boolean readsLines;

    private EventFilter(@Nullable Expression filter) {
        this.test = filter == null ? (event, line) -> Truth.YES : test(filter);
    }

    static EventFilter of(@Nullable Expression filter) {
        return new EventFilter(filter);
    }

    Truth test(EventFacts event, @Nullable JsonNode line) {
        return test.test(event, line);
    }

    boolean readsLines() {
        return readsLines;
    }

    /** The values of its parameters, as text. */
    String parameters() {
        return parameters.isEmpty() ? "" : parameters.toString();
    }

    private Test test(Expression filter) {
        if (filter instanceof Expression.Not not) {
            Test inner = test(not.inner());
            return (event, line) -> inner.test(event, line).negated();
        }
        if (filter instanceof Expression.And and) {
            return join(and.parts(), Truth.NO);
        }
        if (filter instanceof Expression.Or or) {
            return join(or.parts(), Truth.YES);
        }
        if (filter instanceof Expression.Comparison it) {
            return comparison(it.left(), it.operator(), it.right());
        }
        if (filter instanceof Expression.Between it) {
            Test low = comparison(it.value(), Expression.Operator.AT_LEAST, it.low());
            Test high = comparison(it.value(), Expression.Operator.AT_MOST, it.high());
            return joined(List.of(low, high), Truth.NO);
        }
        if (filter instanceof Expression.Exists it) {
            Field field = field(it.value());
            return (event, line) -> Truth.of(field.read(event, line) != null);
        }
        if (filter instanceof Expression.OneOf it) {
            Operand.ListLiteral list = (Operand.ListLiteral) it.list();
            return joined(
                    list.elements().stream()
                            .map(element -> comparison(it.value(), Expression.Operator.EQUAL, element))
                            .toList(),
                    Truth.YES);
        }
        if (filter instanceof Expression.Contains it) {
            return contains(it.value(), it.text());
        }
        if (filter instanceof Expression.Matches it) {
            Pattern pattern = Pattern.compile(it.pattern());
            Field field = field(it.value());
            return (event, line) -> field.read(event, line) instanceof Trait.Value.Text text
                    ? Truth.of(pattern.matches(text.text()))
                    : Truth.UNKNOWN;
        }
        throw new IllegalArgumentException("no filter: " + ExpressionPrinter.print(filter));
    }

    private Test contains(Operand value, Operand part) {
        Field field = field(value);
        Field other = field(part);
        return (event, line) -> {
            Trait.Value some = field.read(event, line);
            if (!(other.read(event, line) instanceof Trait.Value.Text text)) {
                return Truth.UNKNOWN;
            }
            if (some instanceof Trait.Value.Texts texts) {
                return Truth.of(texts.texts().contains(text.text()));
            }
            return some instanceof Trait.Value.Text whole
                    ? Truth.of(whole.text().contains(text.text()))
                    : Truth.UNKNOWN;
        };
    }

    private Test join(List<Expression> parts, Truth deciding) {
        return joined(parts.stream().map(this::test).toList(), deciding);
    }

    private static Test joined(List<Test> parts, Truth deciding) {
        return (event, line) -> {
            Truth joined = deciding.negated();
            for (Test part : parts) {
                Truth truth = part.test(event, line);
                if (truth == deciding) {
                    return deciding;
                }
                joined = truth == Truth.UNKNOWN ? truth : joined;
            }
            return joined;
        };
    }

    private Test comparison(Operand left, Expression.Operator operator, Operand right) {
        Field some = field(left);
        Field other = field(right);
        boolean numeric = isNumeric(left) || isNumeric(right);
        return (event, line) -> compare(some.read(event, line), operator, other.read(event, line), numeric);
    }

    private static boolean isNumeric(Operand operand) {
        return operand.type() == Type.NUMBER || operand.type() == Type.MONEY;
    }

    private static Truth compare(
            Trait.@Nullable Value left, Expression.Operator operator, Trait.@Nullable Value right, boolean numeric) {
        Trait.Value some = numeric ? asNumber(left) : left;
        Trait.Value other = numeric ? asNumber(right) : right;
        if (some instanceof Trait.Value.Number number && other instanceof Trait.Value.Number bound) {
            return Truth.of(operator.test(number.number().compareTo(bound.number())));
        }
        if (some == null || other == null || some.getClass() != other.getClass() || !operator.isEquality()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(operator.test(some.equals(other) ? 0 : 1));
    }

    private static Trait.@Nullable Value asNumber(Trait.@Nullable Value value) {
        if (value instanceof Trait.Value.Text text) {
            BigDecimal number = Fold.decimal(text.text());
            return number == null ? value : new Trait.Value.Number(number);
        }
        return value;
    }

    private Field field(Operand operand) {
        if (operand instanceof Operand.EventField it) {
            readsLines |= it.ofLine();
            return (event, line) -> value(it, event, line);
        }
        if (operand instanceof Operand.Parameter it) {
            parameters.put(it.name(), ExpressionPrinter.print(it.value()));
            return field(it.value());
        }
        if (operand instanceof Operand.Default it) {
            Field value = field(it.value());
            Field otherwise = field(it.otherwise());
            return (event, line) -> {
                Trait.Value read = value.read(event, line);
                return read == null ? otherwise.read(event, line) : read;
            };
        }
        Trait.Value literal = literal(operand);
        return (event, line) -> literal;
    }

    private static Trait.Value literal(Operand operand) {
        if (operand instanceof Operand.NumberLiteral it) {
            return new Trait.Value.Number(it.number());
        }
        if (operand instanceof Operand.TextLiteral it) {
            return new Trait.Value.Text(it.text());
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return new Trait.Value.Flag(it.flag());
        }
        throw new IllegalArgumentException("nothing that an event says: " + ExpressionPrinter.print(operand));
    }

    private static Trait.@Nullable Value value(Operand.EventField field, EventFacts event, @Nullable JsonNode line) {
        JsonNode node = node(field, event, line);
        BigDecimal amount = field.type() == Type.MONEY && event.isForeign() ? Fold.decimal(node) : null;
        if (amount == null) {
            return value(node, field.type());
        }
        BigDecimal converted = event.inShopCurrency(amount, line);
        return converted == null ? null : new Trait.Value.Number(converted);
    }

    static JsonNode node(Operand.EventField field, EventFacts event, @Nullable JsonNode line) {
        if (field.ofLine()) {
            return line == null ? MissingNode.getInstance() : at(line, field.path(), "items.".length());
        }
        return field.path().startsWith("context.")
                ? at(event.context(), field.path(), "context.".length())
                : at(event.properties(), field.path(), 0);
    }

    private static JsonNode at(JsonNode root, String path, int from) {
        JsonNode node = root;
        int start = from;
        for (int dot = path.indexOf('.', start); dot >= 0; dot = path.indexOf('.', start)) {
            node = node.path(path.substring(start, dot));
            start = dot + 1;
        }
        return node.path(path.substring(start));
    }

    /** A field declared as text is text even where a number was sent; null for what is no value. */
    static Trait.@Nullable Value value(JsonNode node, Type type) {
        if (node.isArray()) {
            return new Trait.Value.Texts(SafeText.elements(node));
        }
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        if (node.isTextual() || type == Type.TEXT) {
            return new Trait.Value.Text(SafeText.bounded(node.asText(), CustomerState.MAX_TEXT_LENGTH));
        }
        if (node.isBoolean()) {
            return new Trait.Value.Flag(node.booleanValue());
        }
        BigDecimal number = Fold.decimal(node);
        return number == null ? null : new Trait.Value.Number(number);
    }
}
