package dev.millrace.trigger.reward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A code that somebody got. */
public record Coupon(
        String pool,
        String code,
        State state,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable BigDecimal minimumOrder,
        @Nullable String currency,
        @Nullable String channel) {

    /** What became of it. The text is what rules compare with: {@code coupon("welcome") = "issued"}. */
    public enum State {
        ISSUED("issued", "Coupon Issued"),
        REDEEMED("redeemed", "Coupon Redeemed"),
        EXPIRED("expired", "Coupon Expired");

        private final String text;
        private final String event;

        State(String text, String event) {
            this.text = text;
            this.event = event;
        }

        public String text() {
            return text;
        }

        public String event() {
            return event;
        }

        public static State of(String text) {
            for (State state : values()) {
                if (state.text.equals(text)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("a code is issued, redeemed or expired, not " + text);
        }
    }

    public Coupon in(State other) {
        return new Coupon(pool, code, other, issuedAt, expiresAt, minimumOrder, currency, channel);
    }

    /** As templates and events read it; what is not set is absent. */
    public ObjectNode fields() {
        ObjectNode fields = Json.object().put("pool", pool).put("code", code).put("state", state.text());
        if (expiresAt != null) {
            fields.put("expires_at", expiresAt.toString());
        }
        if (minimumOrder != null) {
            fields.put("minimum_order", minimumOrder.toPlainString());
        }
        if (currency != null) {
            fields.put("currency", currency);
        }
        if (channel != null) {
            fields.put("channel", channel);
        }
        return fields;
    }
}
