package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON form of a tree; see {@link ExpressionJson}. */
final class JsonTreeWriter {

    private static final int EXACT_DIGITS = 15;

    private JsonTreeWriter() {}

    static ObjectNode write(Expression expression) {
        if (expression instanceof Expression.Not it) {
            return node("not", write(it.inner()));
        }
        if (expression instanceof Expression.And it) {
            return node("and", array(it.parts(), JsonTreeWriter::write));
        }
        if (expression instanceof Expression.Or it) {
            return node("or", array(it.parts(), JsonTreeWriter::write));
        }
        if (expression instanceof Expression.Comparison it) {
            ObjectNode body =
                    body("left", it.left()).put("operator", it.operator().sign());
            return node("compare", body.set("right", write(it.right())));
        }
        if (expression instanceof Expression.Between it) {
            return node("between", body("value", it.value(), "low", it.low(), "high", it.high()));
        }
        if (expression instanceof Expression.Exists it) {
            return node("exists", write(it.value()));
        }
        if (expression instanceof Expression.OneOf it) {
            return node("in", body("value", it.value(), "list", it.list()));
        }
        if (expression instanceof Expression.Contains it) {
            return node("contains", body("value", it.value(), "text", it.text()));
        }
        if (expression instanceof Expression.Matches it) {
            return node("matches", body("value", it.value()).put("pattern", it.pattern()));
        }
        if (expression instanceof Expression.Within it) {
            return node("within", body("instant", it.instant(), "duration", it.duration()));
        }
        if (expression instanceof Expression.HasTag it) {
            return Json.object().put("tag", it.tag());
        }
        if (expression instanceof Expression.InSegment it) {
            return Json.object().put("segment", it.segment());
        }
        Expression.Some some = (Expression.Some) expression;
        ObjectNode body = Json.object().put("dimension", some.dimension().word());
        return node("some", body.set("condition", write(some.inner())));
    }

    static ObjectNode write(Operand operand) {
        if (operand instanceof Operand.Aggregate it) {
            return node("aggregate", aggregate(it));
        }
        if (operand instanceof Operand.Arithmetic it) {
            ObjectNode body = body("left", it.left()).put("sign", it.sign().text());
            return node("arithmetic", body.set("right", write(it.right())));
        }
        if (operand instanceof Operand.Default it) {
            return node("default", body("value", it.value(), "otherwise", it.otherwise()));
        }
        if (operand instanceof Operand.Age it) {
            return node("age", write(it.instant()));
        }
        if (operand instanceof Operand.Years it) {
            return node("years", write(it.date()));
        }
        if (operand instanceof Operand.Anniversary it) {
            return node("anniversary", write(it.date()));
        }
        if (operand instanceof Operand.Distance it) {
            return node("distanceToStores", write(it.place()));
        }
        if (operand instanceof Operand.Rank it) {
            ObjectNode body = Json.object().put("kind", it.kind().word());
            body.set("value", write(it.value()));
            return node("rank", it.of() == null ? body : body.put("of", it.of()));
        }
        if (operand instanceof Operand.Figure it) {
            ObjectNode body = Json.object().put("name", it.name());
            return node("figure", it.argument() == null ? body : body.set("argument", write(it.argument())));
        }
        if (operand instanceof Operand.ListLiteral it) {
            return node("list", array(it.elements(), JsonTreeWriter::write));
        }
        return plain(operand);
    }

    private static ObjectNode plain(Operand operand) {
        ObjectNode node = Json.object();
        if (operand instanceof Operand.NumberLiteral it) {
            return number(node, it.number());
        }
        if (operand instanceof Operand.FlagLiteral it) {
            return node.put("flag", it.flag());
        }
        if (operand instanceof Operand.TextLiteral it) {
            return node.put("text", it.text());
        }
        if (operand instanceof Operand.DurationLiteral) {
            return node.put("duration", ExpressionPrinter.print(operand));
        }
        if (operand instanceof Operand.DateLiteral it) {
            return node.put("date", it.date().toString());
        }
        if (operand instanceof Operand.DistanceLiteral) {
            return node.put("distance", ExpressionPrinter.print(operand));
        }
        if (operand instanceof Operand.EventField it) {
            return node.put("property", it.path());
        }
        if (operand instanceof Operand.TraitField it) {
            return node.put("trait", it.name());
        }
        if (operand instanceof Operand.ConsentField it) {
            return node.put("consent", it.channel());
        }
        if (operand instanceof Operand.CartField it) {
            return node.put("cart", it.part().word());
        }
        return operand instanceof Operand.NamedList it
                ? node.put("namedList", it.name())
                : node.put("parameter", ((Operand.Parameter) operand).name());
    }

    /** What a browser would round is written as text. */
    private static ObjectNode number(ObjectNode node, BigDecimal number) {
        return number.precision() > EXACT_DIGITS || number.scale() < 0
                ? node.put("number", number.toPlainString())
                : node.put("number", number);
    }

    private static ObjectNode aggregate(Operand.Aggregate it) {
        ObjectNode body = Json.object().put("function", it.function().word()).put("event", it.event());
        if (it.property() != null) {
            body.put("property", it.property().path());
        }
        if (it.filter() != null) {
            body.set("filter", write(it.filter()));
        }
        ObjectNode window = window(it.window());
        return window == null ? body : body.set("window", window);
    }

    private static @Nullable ObjectNode window(@Nullable Window window) {
        if (window instanceof Window.Sliding it) {
            return node("last", write(it.length()));
        }
        return window instanceof Window.Since it ? node("since", write(it.instant())) : null;
    }

    private static ObjectNode body(String name, Operand operand) {
        return node(name, write(operand));
    }

    private static ObjectNode body(String first, Operand one, String second, Operand two) {
        return body(first, one).set(second, write(two));
    }

    private static ObjectNode body(String first, Operand one, String second, Operand two, String third, Operand three) {
        return body(first, one, second, two).set(third, write(three));
    }

    private static <T> ArrayNode array(List<T> parts, Function<T, JsonNode> writer) {
        ArrayNode array = Json.mapper().createArrayNode();
        parts.forEach(part -> array.add(writer.apply(part)));
        return array;
    }

    private static ObjectNode node(String name, JsonNode value) {
        return Json.object().set(name, value);
    }
}
