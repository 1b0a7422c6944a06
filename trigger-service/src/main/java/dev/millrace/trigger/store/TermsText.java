package dev.millrace.trigger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.reward.CodeShape;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.Gift;
import dev.millrace.trigger.reward.ReferralTerms;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was promised for a referral, as it is kept with the code: JSON. */
final class TermsText {

    private TermsText() {}

    static String write(ReferralTerms terms) {
        ObjectNode text = Json.object()
                .put("link", terms.link())
                .put("hold", terms.hold().toString())
                .put("within", terms.within().toString());
        text.set("reward", gift(terms.reward()));
        text.set("friend", gift(terms.friend()));
        return text.toString();
    }

    static ReferralTerms read(String text) {
        try {
            JsonNode terms = Json.mapper().readTree(text);
            return new ReferralTerms(
                    gift(terms.path("reward")),
                    gift(terms.path("friend")),
                    terms.path("link").asText(),
                    Duration.parse(terms.path("hold").asText()),
                    Duration.parse(terms.path("within").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the terms of a personal code can't be read any more", e);
        }
    }

    private static ObjectNode gift(Gift gift) {
        ObjectNode text = Json.object();
        if (gift instanceof Gift.Points points) {
            text.put("points", points.amount());
        } else if (gift instanceof Gift.Code code) {
            CouponTerms terms = code.terms();
            text.put("pool", terms.pool());
            if (terms.shape() != null) {
                text.put("prefix", terms.shape().prefix())
                        .put("length", terms.shape().length());
            }
            put(text, "expiresAfter", terms.expiresAfter());
            put(text, "minimumOrder", terms.minimumOrder());
            put(text, "currency", terms.currency());
            put(text, "channel", terms.channel());
        }
        return text;
    }

    private static void put(ObjectNode text, String name, @Nullable Object value) {
        if (value != null) {
            text.put(name, value.toString());
        }
    }

    private static Gift gift(JsonNode text) {
        if (text.has("points")) {
            return new Gift.Points(text.path("points").asInt());
        }
        if (!text.has("pool")) {
            return new Gift.Nothing();
        }
        CodeShape shape = text.has("length")
                ? new CodeShape(
                        text.path("prefix").asText(), text.path("length").asInt())
                : null;
        return new Gift.Code(new CouponTerms(
                text.path("pool").asText(),
                shape,
                text.has("expiresAfter")
                        ? Duration.parse(text.path("expiresAfter").asText())
                        : null,
                text.has("minimumOrder")
                        ? new BigDecimal(text.path("minimumOrder").asText())
                        : null,
                text.path("currency").textValue(),
                text.path("channel").textValue()));
    }
}
