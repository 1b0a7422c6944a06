package dev.millrace.mailer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a message's snapshot into what a template can read: plain maps, lists, texts and numbers, nothing with behaviour.
 *
 * <p>Names are readable as sent and in snake case ({@code firstName}, {@code first_name}). Amounts, which travel as text,
 * become numbers, so that they can be compared. What customers typed about themselves is cut to a sane length and loses the
 * power to become a link in the reader's mail program. A number too long for any mail is absent, as printing or reckoning
 * with it could take all memory.
 */
public final class TemplateFields {

    private static final int MAX_TRAIT = 500;
    private static final int MAX_DEPTH = 12;
    private static final int MAX_DIGITS = 30;
    private static final Set<String> AMOUNTS = Set.of(
            "price",
            "value",
            "total",
            "revenue",
            "subtotal",
            "discount",
            "shipping",
            "tax",
            "freeShippingFrom",
            "toFreeShipping");

    private TemplateFields() {}

    public static Map<String, Object> fromSnapshot(ObjectNode snapshot) {
        Map<String, Object> fields = new LinkedHashMap<>();
        snapshot.properties().forEach(entry -> {
            boolean typed = entry.getKey().equals("customer");
            put(fields, entry.getKey(), value(entry.getKey(), entry.getValue(), typed, 0));
        });
        return fields;
    }

    private static @Nullable Object value(String name, JsonNode node, boolean typed, int depth) {
        if (node.isNull() || depth > MAX_DEPTH) {
            return null;
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(e -> put(map, e.getKey(), value(e.getKey(), e.getValue(), typed, depth + 1)));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> {
                Object value = value(name, item, typed, depth + 1);
                if (value != null) {
                    list.add(value);
                }
            });
            return list;
        }
        if (node.isTextual()) {
            return typed
                    ? tame(node.textValue())
                    : AMOUNTS.contains(name) ? amount(node.textValue()) : node.textValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : number(node);
    }

    private static @Nullable Object number(JsonNode node) {
        if (node.isInt() || node.isLong()) {
            return node.longValue();
        }
        Optional<BigDecimal> number = sane(node.decimalValue());
        return number.isPresent() && node.canConvertToExactIntegral() && node.canConvertToLong()
                ? (Object) node.longValue()
                : number.orElse(null);
    }

    private static @Nullable Object amount(String text) {
        try {
            return text.length() > MAX_DIGITS
                    ? text
                    : sane(new BigDecimal(text)).orElse(null);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Empty for a number too long for any mail. */
    static Optional<BigDecimal> sane(BigDecimal number) {
        boolean fits = Math.abs((long) number.scale()) <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
        return fits ? Optional.of(number) : Optional.empty();
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
            map.putIfAbsent(snakeCase(name), value);
        }
    }

    static String snakeCase(String name) {
        if (name.chars().allMatch(TemplateFields::isSnakeCase)) {
            return name;
        }
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
            snake.append(begins ? "_" : "").append(c == ' ' || c == '-' ? '_' : Character.toLowerCase(c));
        }
        return snake.toString();
    }

    private static boolean isSnakeCase(int c) {
        return c >= 'a' && c <= 'z' || c == '_' || c >= '0' && c <= '9';
    }

    /** Mail programs make links of whatever looks like one; a break of no width inside keeps them from it. */
    private static String tame(String text) {
        String cut = text.length() > MAX_TRAIT ? text.substring(0, MAX_TRAIT) : text;
        return cut.contains("://") || cut.toLowerCase(java.util.Locale.ROOT).contains("www.")
                ? cut.replace("://", ":\u200b//").replaceAll("(?i)www\\.", "www\u200b.")
                : cut;
    }
}
