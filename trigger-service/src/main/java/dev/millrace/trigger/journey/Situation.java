package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.expression.Scope;
import dev.millrace.trigger.policy.Knowledge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What expressions may ask of a journey itself, at an instant. */
record Situation(Enrolment.Origin origin, Sends sends, Knowledge knowledge, Instant now) {

    /** What people do in the shop, by which it is known that they were there. */
    private static final Set<String> VISITS = Set.of(
            "page_viewed",
            "product_viewed",
            "product_list_viewed",
            "products_searched",
            "product_added",
            "cart_viewed",
            "checkout_started",
            "order_placed",
            "order_completed");

    /** A number, text, flag or instant; null if it is not known. */
    @Nullable
    Object value(String path) {
        if (path.startsWith(Scope.PROPERTIES)) {
            return property(path.substring(Scope.PROPERTIES.length()));
        }
        Trigger trigger = origin.trigger();
        Occurrence occurrence = trigger.occurrence();
        return switch (path) {
            case "trigger.at" -> trigger.at();
            case "trigger.segment" -> occurrence == null ? trigger.source() : null;
            case "trigger.event" -> occurrence == null ? null : occurrence.event();
            case "trigger.total" -> occurrence == null ? null : occurrence.orderTotal();
            case "trigger.currency" -> occurrence == null ? null : occurrence.currency();
            case "enrolment.started" -> origin.startedAt();
            case "enrolment.sent" -> BigDecimal.valueOf(sends.sent().size());
            case "enrolment.unanswered" -> BigDecimal.valueOf(sends.unanswered(lastSeen()));
            default -> null;
        };
    }

    private @Nullable Object property(String name) {
        Occurrence occurrence = origin.trigger().occurrence();
        JsonNode value = occurrence == null ? null : occurrence.properties().get(name);
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    private @Nullable Instant lastSeen() {
        if (!(knowledge instanceof Knowledge.Customer known)) {
            return null;
        }
        return VISITS.stream()
                .map(known.lastEvents()::get)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
