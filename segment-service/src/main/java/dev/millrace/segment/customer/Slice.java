package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One product, category or brand: the part of the events that {@code some product (…)} sees at a time. */
public record Slice(Dimension dimension, String value) {

    private static final int MAX_LENGTH = 100;
    private static final int MAX_VALUES = 50;

    /** The values that an event names, by itself and in its lines; the first {@value #MAX_VALUES}. */
    static Set<String> values(Dimension dimension, EventFacts event) {
        String own = value(dimension, event.properties());
        if (event.lines().isEmpty()) {
            return own == null ? Set.of() : Set.of(own);
        }
        Set<String> values = new LinkedHashSet<>();
        if (own != null) {
            values.add(own);
        }
        for (JsonNode line : event.lines()) {
            String value = value(dimension, line);
            if (value != null && values.size() < MAX_VALUES) {
                values.add(value);
            }
        }
        return values;
    }

    /** Whether the event itself is about it. */
    public boolean isOf(EventFacts event) {
        return value.equals(value(dimension, event.properties()));
    }

    /** Whether a line is about it; a line that doesn't say is about what its event is about. */
    public boolean isOf(JsonNode line, EventFacts event) {
        String own = value(dimension, line);
        return own == null ? isOf(event) : value.equals(own);
    }

    private static @Nullable String value(Dimension dimension, JsonNode node) {
        String value =
                switch (dimension) {
                    case PRODUCT -> {
                        String id = Fold.text(node, "product_id");
                        yield id == null ? Fold.text(node, "sku") : id;
                    }
                    case CATEGORY -> Fold.text(node, "category");
                    case BRAND -> Fold.text(node, "brand");
                };
        return value == null || value.isEmpty() || value.length() > MAX_LENGTH ? null : value;
    }
}
