package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something known by name that a rule may ask for.
 *
 * @param name as it is sent; case matters
 * @param label for people, in lower case
 * @param unit of a number, for people
 * @param values the only ones it ever has; empty where any is possible
 */
public record Field(Scope scope, String name, Type type, String label, @Nullable String unit, List<String> values) {

    /** Where a field is asked for. */
    public enum Scope {
        /** {@code trait.plan}. */
        TRAIT,
        /** Of any event: {@code price}. */
        PROPERTY,
        /** Of the lines of an order or cart: {@code items.price}. */
        LINE,
        /** Where an event came from: {@code context.campaign.source}. */
        CONTEXT,
        /** Of what became of a mail: {@code machine}. */
        ENGAGEMENT,
        /** What the platform itself knows: {@code rfm.cell}, {@code cart.stage}, {@code coupon}. */
        FIGURE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Field {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a field has a name");
        }
        values = List.copyOf(values);
        if (TypeRules.isNumeric(type)
                && !values.stream().allMatch(it -> it.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?"))) {
            throw new IllegalArgumentException("the field " + name + " is a number and has values that are none");
        }
    }

    /**
     * Reads {@code {"scope": "trait", "name": "plan", "type": "text", "label": …, "unit": …, "values": […]}}.
     *
     * @throws IllegalArgumentException that names the field and what is wrong with it
     */
    public static Field read(JsonNode node) {
        String name = node.path("name").asText();
        List<String> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value.asText()));
        return new Field(
                named(Scope.class, node.path("scope").asText(), "scope", name),
                name,
                named(Type.class, node.path("type").asText(), "type", name),
                node.path("label").asText(name),
                node.hasNonNull("unit") ? node.path("unit").asText() : null,
                values);
    }

    /**
     * A field that a shop declares.
     *
     * @throws IllegalArgumentException that names the field and what is wrong with it
     */
    public static Field ofShop(
            String scope,
            String name,
            String type,
            @Nullable String label,
            @Nullable String unit,
            List<String> values) {
        Field field = new Field(
                named(Scope.class, scope, "scope", name),
                name,
                named(Type.class, type, "type", name),
                label == null ? name : label,
                unit,
                values);
        String prefix = prefix(field.scope());
        if (field.scope() == Scope.ENGAGEMENT || !name.startsWith(prefix) || name.length() == prefix.length()) {
            throw new IllegalArgumentException("the " + field.scope().word() + " field " + name + " can't be declared; "
                    + "expected a trait, a property, or a name such as items.size, context.app.name or shop.opened");
        }
        return field;
    }

    private static String prefix(Scope scope) {
        return switch (scope) {
            case LINE -> "items.";
            case CONTEXT -> "context.";
            case FIGURE -> "shop.";
            case TRAIT, PROPERTY, ENGAGEMENT -> "";
        };
    }

    private static <E extends Enum<E>> E named(Class<E> kind, String word, String what, String field) {
        Optional<E> found = Arrays.stream(kind.getEnumConstants())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
        return found.orElseThrow(
                () -> new IllegalArgumentException("the field " + field + " has the " + what + " \"" + word
                        + "\"; expected one of "
                        + Arrays.stream(kind.getEnumConstants())
                                .map(it -> it.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
