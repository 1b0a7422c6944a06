package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ProductKind;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.Step;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Ruling;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the request for a permitted send: its id is that of the enrolment and the step, its content the fresh answer. */
final class MessageDraft {

    private static final String CHANNEL = "email";
    private static final int MOST_PRODUCTS = 6;

    private MessageDraft() {}

    /** @param send whose message it is, which under another step is sent once more */
    static MessageRequested request(
            Campaign campaign,
            Enrolment.Live live,
            String step,
            Instruction.Send send,
            Ruling.Permit permit,
            Rewards rewards,
            Instant due,
            Instant now,
            boolean trackOpens) {
        Enrolment.Origin origin = live.origin();
        Step.Resend again = step.equals(send.step()) ? null : send.resend();
        return new MessageRequested(
                DeterministicId.message(origin.id(), step),
                origin.customer(),
                origin.userId(),
                campaign.messageClass(),
                CHANNEL,
                campaign.id(),
                origin.campaignVersion(),
                step,
                template(origin, send),
                permit.recipient(),
                now,
                SendPolicy.validUntil(campaign, due),
                trackOpens,
                snapshot(origin, permit.customer(), send.message().products(), rewards),
                again == null ? null : again.subject(),
                again == null ? null : again.preheader());
    }

    private static ObjectNode snapshot(
            Enrolment.Origin origin, Knowledge.Customer customer, List<ProductKind> products, Rewards rewards) {
        ObjectNode snapshot = Json.object();
        snapshot.set("customer", customer.traits().deepCopy());
        snapshot.set("cart", customer.cart().deepCopy());
        snapshot.set("orders", customer.orders().deepCopy());
        snapshot.set("trigger", origin.trigger().snapshot());
        snapshot.setAll(rewards.fields(origin.customer()));
        if (!products.isEmpty()) {
            snapshot.set("products", chosen(products, customer.products()));
        }
        return snapshot;
    }

    /** Those of the first kind first, each once. */
    private static ArrayNode chosen(List<ProductKind> kinds, ObjectNode offered) {
        Map<String, JsonNode> chosen = new LinkedHashMap<>();
        for (ProductKind kind : kinds) {
            for (JsonNode product : offered.path(kind.word())) {
                if (chosen.size() < MOST_PRODUCTS) {
                    chosen.putIfAbsent(product.path("id").asText(), product.deepCopy());
                }
            }
        }
        return Json.object().arrayNode().addAll(chosen.values());
    }

    private static String template(Enrolment.Origin origin, Instruction.Send send) {
        List<Step.Variant> variants = send.message().variants();
        if (variants.size() == 1) {
            return variants.get(0).template();
        }
        List<Integer> weights = variants.stream().map(Step.Variant::weight).toList();
        return variants.get(Chance.pick(weights, origin.id(), send.step())).template();
    }
}
