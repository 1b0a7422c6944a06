package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.ShopEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an event changes traits and consent: the newest statement wins, and a browser can't overrule a server. */
final class TraitFold {

    private static final Set<String> CHANNELS = Set.of("email", "sms", "push");
    private static final int MAX_NAME_LENGTH = 100;
    private static final Set<String> STATUSES = Set.of("subscribed", "pending", Consent.UNSUBSCRIBED);
    private static final String EMAIL = "email";
    private static final int MAX_DEPTH = 4;

    private TraitFold() {}

    static void apply(Fold.Draft draft, ShopEvent event, Instant at, boolean mayChangeContact) {
        ObjectNode traits = event.traits();
        for (Map.Entry<String, JsonNode> trait : traits.properties()) {
            if (trait.getKey().equals("consent")) {
                consents(draft, trait.getValue(), at, mayChangeContact);
            } else if (mayChangeContact || !trait.getKey().equals(EMAIL)) {
                put(draft, trait.getKey(), trait.getValue(), at, 1);
            }
        }
        if (traits.hasNonNull(EMAIL) && event.trust() == ShopEvent.Trust.SERVER) {
            draft.confirmed = true;
        }
        if (event.name().equals(ShopEvent.CONSENT_UPDATED) && mayChangeContact) {
            consent(draft, Fold.text(event.properties(), "channel"), Fold.text(event.properties(), "status"), at);
        }
    }

    private static void consents(Fold.Draft draft, JsonNode byChannel, Instant at, boolean mayChangeContact) {
        if (mayChangeContact && byChannel.isObject()) {
            byChannel
                    .fieldNames()
                    .forEachRemaining(channel -> consent(draft, channel, Fold.text(byChannel, channel), at));
        }
    }

    private static void consent(Fold.Draft draft, @Nullable String channel, @Nullable String status, Instant at) {
        if (channel != null && status != null && CHANNELS.contains(channel) && STATUSES.contains(status)) {
            draft.consents.merge(channel, new Consent(status, at), (known, said) -> said.or(known));
        }
    }

    private static void put(Fold.Draft draft, String name, JsonNode value, Instant at, int depth) {
        if (value.isObject() && depth < MAX_DEPTH) {
            value.fieldNames()
                    .forEachRemaining(field -> put(draft, name + "." + field, value.path(field), at, depth + 1));
            return;
        }
        if (name.length() > MAX_NAME_LENGTH) {
            draft.lose();
            return;
        }
        Trait known = draft.traits.get(name);
        if (known != null && known.at().isAfter(at)) {
            return;
        }
        Trait.Value scalar = scalar(value);
        if (scalar == null) {
            draft.traits.remove(name);
        } else if (known != null || draft.traits.size() < CustomerState.MAX_TRAITS) {
            draft.traits.put(name, new Trait(scalar, at));
        } else {
            draft.lose();
        }
    }

    private static Trait.@Nullable Value scalar(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = Fold.decimal(value);
            return number == null ? null : new Trait.Value.Number(number);
        }
        if (value.isBoolean()) {
            return new Trait.Value.Flag(value.booleanValue());
        }
        String text = value.isTextual() ? value.textValue() : "";
        if (text.isEmpty()) {
            return null;
        }
        return new Trait.Value.Text(text.substring(0, Math.min(text.length(), CustomerState.MAX_TEXT_LENGTH)));
    }
}
