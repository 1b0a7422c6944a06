package dev.millrace.segment.population;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a customer was after lately, newest first.
 *
 * @param categories that they looked at or bought from
 */
public record Interest(List<String> bought, List<String> inCart, List<String> viewed, List<String> categories) {

    private static final String PRODUCT_VIEWED = "product_viewed";

    public static Interest of(CustomerState customer, Timeline timeline) {
        Set<String> bought = new LinkedHashSet<>();
        Set<String> viewed = new LinkedHashSet<>();
        Set<String> categories = new LinkedHashSet<>();
        for (PastEvent event : timeline.events()) {
            JsonNode properties = event.facts().properties();
            if (event.facts().name().equals(PRODUCT_VIEWED)) {
                add(viewed, properties, "product_id");
                add(categories, properties, "category");
            } else if (event.facts().name().equals(OrderLedger.ORDER_COMPLETED)) {
                for (JsonNode line : event.facts().lines()) {
                    add(bought, line, "product_id");
                    add(categories, line, "category");
                }
            }
        }
        return new Interest(
                List.copyOf(bought),
                new ArrayList<>(customer.cart().items().keySet()),
                List.copyOf(viewed),
                List.copyOf(categories));
    }

    private static void add(Set<String> names, JsonNode said, String field) {
        String name = said.path(field).asText("");
        if (!name.isBlank()) {
            names.add(name);
        }
    }

    Stream<String> wanted() {
        return Stream.concat(inCart.stream(), bought.stream());
    }

    Set<String> had() {
        return new LinkedHashSet<>(wanted().toList());
    }
}
