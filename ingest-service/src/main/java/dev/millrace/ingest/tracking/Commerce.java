package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings the properties of a commerce event into one form: amounts become decimal text, quantities numbers, the
 * currency's letters upper case; absent ones are left out. The rest stays as sent. An amount that can't be read refuses the
 * event, because an order with a wrong total is worse than one that its shop sends again.
 */
final class Commerce {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})");
    private static final int MAX_DIGITS = 18;

    private Commerce() {}

    /** A copy, as far as it differs. */
    static ObjectNode normalised(ObjectNode sent) {
        ObjectNode properties = line(sent, "");
        JsonNode products = sent.path("products");
        if (!Fields.present(products)) {
            properties.remove("products");
            return properties;
        }
        if (!products.isArray()) {
            throw new BadField(
                    Reading.Reason.WRONG_TYPE, "products is " + Fields.kind(products) + ", expected a list of objects");
        }
        ArrayNode lines = properties.putArray("products");
        for (int i = 0; i < products.size(); i++) {
            JsonNode product = products.get(i);
            String place = "products[" + i + "]";
            if (!product.isObject()) {
                throw new BadField(
                        Reading.Reason.WRONG_TYPE, place + " is " + Fields.kind(product) + ", expected an object");
            }
            lines.add(line((ObjectNode) product, place + "."));
        }
        return properties;
    }

    private static ObjectNode line(ObjectNode sent, String place) {
        ObjectNode line = Json.object();
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            JsonNode value = value(field.getKey(), field.getValue(), place);
            if (!value.isMissingNode()) {
                line.set(field.getKey(), value);
            }
        }
        return line;
    }

    /** Missing where it is to be left out. */
    private static JsonNode value(String field, JsonNode sent, String place) {
        return switch (field) {
            case "total", "revenue", "price", "value", "shipping", "tax", "discount", "subtotal" ->
                Fields.present(sent)
                        ? TextNode.valueOf(decimal(sent, place, field).toPlainString())
                        : MissingNode.getInstance();
            case "quantity" -> Fields.present(sent) ? quantity(sent, place) : MissingNode.getInstance();
            case "currency" ->
                sent.isTextual() ? TextNode.valueOf(sent.textValue().strip().toUpperCase(Locale.ROOT)) : sent;
            default -> sent;
        };
    }

    /** As text it may have been longer than a number may be. */
    private static JsonNode quantity(JsonNode sent, String place) {
        JsonNode quantity = DecimalNode.valueOf(decimal(sent, place, "quantity"));
        Numbers.check(quantity, "properties");
        return quantity;
    }

    private static BigDecimal decimal(JsonNode sent, String place, String field) {
        if (sent.isNumber()) {
            BigDecimal number = sent.decimalValue();
            long wholeDigits = (long) number.precision() - number.scale();
            if (wholeDigits <= MAX_DIGITS && Numbers.withinScale(number, MAX_DIGITS)) {
                return number.scale() < 0 ? number.setScale(0) : number;
            }
        } else if (sent.isTextual() && DECIMAL.matcher(sent.asText().strip()).matches()) {
            return new BigDecimal(sent.asText().strip());
        }
        throw new BadField(
                Reading.Reason.BAD_AMOUNT,
                place + field + " is not an amount, expected a decimal like 59.80 as number or text");
    }
}
