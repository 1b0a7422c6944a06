package dev.millrace.segment.docs;

import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.Cart;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.Slices;
import dev.millrace.segment.rule.ExpressionParser;
import java.util.Map;

/** The bounds that the reference tells, by the words that it has for them. */
final class Bounds {

    private Bounds() {}

    static Map<String, Integer> all() {
        return Map.ofEntries(
                Map.entry("characters of an expression", ExpressionParser.MAX_LENGTH),
                Map.entry("levels of brackets and parts inside each other", ExpressionParser.MAX_DEPTH),
                Map.entry("parts of an expression (conditions and values)", ExpressionParser.MAX_NODES),
                Map.entry("orders one by one, the newest", OrderLedger.MAX_ORDERS),
                Map.entry("products, categories or brands, those touched last", Slices.MAX_KEPT),
                Map.entry("entries of a window or a filter's orders, the newest", AccumulatorSpec.MAX_ENTRIES),
                Map.entry("lines of the cart", Cart.MAX_ITEMS),
                Map.entry("traits", CustomerState.MAX_TRAITS),
                Map.entry("tags", CustomerState.MAX_TAGS),
                Map.entry("names of events", CustomerState.MAX_EVENT_NAMES),
                Map.entry("characters of a trait's, tag's or event's name", CustomerState.MAX_NAME_LENGTH),
                Map.entry("characters of a text, the first", CustomerState.MAX_TEXT_LENGTH));
    }
}
