package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.Consent.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an event changes what a customer agreed to, and what proves it: see {@link Consent}. */
final class ConsentFold {

    private static final Set<String> CHANNELS = Set.of("email", "sms", "push");
    private static final Set<String> STATUSES = Set.of("subscribed", "pending", Consent.UNSUBSCRIBED);

    private ConsentFold() {}

    /** Takes what a {@code Consent Updated} says. */
    static void update(Draft draft, ShopEvent event, Instant at) {
        JsonNode said = event.properties();
        String status = Fold.text(said, "status");
        String channel = Fold.text(said, "channel");
        if (channel == null || status == null) {
            return;
        }
        String source = Fold.text(said, "source");
        Statement statement = new Statement(
                status,
                at,
                text(said, "wording", Consent.MAX_WORDING_LENGTH),
                source == null ? event.source() : source,
                Fold.text(said, "basis"));
        state(draft, channel, purpose(said), statement);
    }

    /** Takes what the trait {@code consent} says: a status by channel. */
    static void update(Draft draft, JsonNode byChannel, ShopEvent event, Instant at) {
        if (byChannel.isObject()) {
            byChannel.fieldNames().forEachRemaining(channel -> {
                String status = Fold.text(byChannel, channel);
                if (status != null) {
                    state(draft, channel, Consent.MARKETING, new Statement(status, at, null, event.source(), null));
                }
            });
        }
    }

    private static void state(Draft draft, String channel, String purpose, Statement said) {
        if (!CHANNELS.contains(channel) || !STATUSES.contains(said.status())) {
            return;
        }
        Consent stated = Consent.of(purpose, said);
        Consent known = draft.consents.get().get(channel);
        Consent all = known == null ? stated : known.or(stated);
        if (known != null
                && !known.byPurpose().containsKey(purpose)
                && all.byPurpose().size() == known.byPurpose().size()) {
            draft.lose();
        }
        draft.consents = Part.of(draft.consents.get().with(channel, all));
    }

    private static String purpose(JsonNode said) {
        String purpose = text(said, "purpose", CustomerState.MAX_NAME_LENGTH);
        return purpose == null || purpose.isBlank()
                ? Consent.MARKETING
                : purpose.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(JsonNode node, String field, int most) {
        JsonNode value = node.path(field);
        return value.isTextual() ? SafeText.bounded(value.textValue(), most) : null;
    }
}
