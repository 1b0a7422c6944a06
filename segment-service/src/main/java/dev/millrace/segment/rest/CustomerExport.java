package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.segment.customer.Accumulator;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.query.FoundCustomer;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything this service holds of a customer, for the customer: what was said and when, also what was taken back, all
 * orders, and what is kept for the segments' sake. Bounded as the customer is.
 */
final class CustomerExport {

    private CustomerExport() {}

    static ObjectNode of(CustomerId id, Customer customer, FoundCustomer found) {
        CustomerState state = customer.state();
        ObjectNode export = Json.object()
                .put("customer", id.value())
                .put("asOf", found.asOf().toString());
        export.put("userId", state.userId());
        export.putPOJO("firstSeen", state.firstSeen());
        export.putPOJO("lastSeen", state.lastSeen());
        export.put("addressConfirmedByTheShop", state.confirmed());
        ArrayNode linked = export.putArray("linkedIds");
        customer.links().all().forEach(link -> linked.add(link.id().value()));
        traits(export.putArray("traits"), state.traits());
        tags(export.putArray("tags"), state.tags());
        export.set("consent", Json.mapper().valueToTree(ConsentView.byChannel(state.consents())));
        export.set("events", Json.mapper().valueToTree(state.events()));
        orders(export.putObject("orders"), state.orders(), found.facts().rates().own());
        export.set("cart", Json.mapper().valueToTree(CustomerViews.cart(state, found.facts(), product -> false)));
        memberships(export.putArray("memberships"), customer, found);
        kept(export.putArray("keptForSegments"), state, found.rules());
        export.set("recentEvents", events(found.timeline()));
        export.put("detailsLeftOut", state.detailsLost());
        return export;
    }

    /** With those that were taken away: that somebody took back what they said is known too. */
    private static void traits(ArrayNode out, Map<String, Trait> traits) {
        traits.forEach((name, trait) -> {
            ObjectNode said = out.addObject().put("name", name);
            CustomerViews.put(said, "value", trait.value());
            said.put("removed", trait.value() instanceof Trait.Value.Removed);
            said.put("at", trait.at().toString());
        });
    }

    private static void tags(ArrayNode out, Map<String, Trait> tags) {
        tags.forEach((name, said) -> out.addObject()
                .put("tag", name)
                .put("on", said.value() instanceof Trait.Value.Flag flag && flag.flag())
                .put("at", said.at().toString()));
    }

    private static void orders(ObjectNode out, OrderLedger orders, @Nullable String shopCurrency) {
        out.put("count", orders.count());
        out.put("total", orders.total().toPlainString());
        out.put("currency", orders.currency() == null ? shopCurrency : orders.currency());
        ArrayNode newest = out.putArray("newest");
        for (OrderLedger.Order order : orders.newest()) {
            BigDecimal total = order.total();
            BigDecimal refunded = order.refunded();
            newest.addObject()
                    .put("id", order.id())
                    .put("at", order.at().toString())
                    .put("complete", order.isComplete())
                    .put("cancelled", order.cancelled())
                    .put("total", total == null ? null : total.toPlainString())
                    .put("refunded", refunded == null ? "all" : refunded.toPlainString());
        }
        out.put("older", orders.older());
        out.put("olderTotal", orders.olderTotal().toPlainString());
    }

    /** Newest first. */
    private static ArrayNode events(Timeline timeline) {
        ArrayNode out = Json.mapper().createArrayNode();
        for (PastEvent event : timeline.events()) {
            ObjectNode told = out.addObject()
                    .put("at", event.at().toString())
                    .put("name", event.facts().name());
            told.set("properties", event.facts().properties());
            told.set("context", event.facts().context());
            told.put("whole", event.isWhole());
        }
        return out;
    }

    private static void memberships(ArrayNode out, Customer customer, FoundCustomer found) {
        CustomerViews.memberships(customer, found).forEach(membership -> out.addPOJO(membership));
    }

    /** Counts and instants derived from events, by what is asked for, as the segments' rules ask it. */
    private static void kept(ArrayNode out, CustomerState state, RuleSet rules) {
        rules.plan().specs().forEach(spec -> {
            Accumulator kept = state.accumulators().get(spec.key());
            if (kept != null && spec.dimension() == null) {
                out.addObject().put("of", spec.selection()).put("kept", kept.toString());
            }
        });
        state.slices()
                .byDimension()
                .forEach((dimension, values) -> values.forEach((value, kept) -> out.addObject()
                        .put("of", dimension.word() + " " + value)
                        .put("kept", "last seen " + kept.last())));
    }
}
