package dev.millrace.trigger.journey;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the request for a permitted send: its id is that of the enrolment and the step, its content the fresh answer. */
final class MessageDraft {

    private static final String CHANNEL = "email";

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
                snapshot(origin, permit, send.message().products(), rewards, now),
                again == null ? null : again.subject(),
                again == null ? null : again.preheader());
    }

    private static ObjectNode snapshot(
            Enrolment.Origin origin, Ruling.Permit permit, List<ProductKind> products, Rewards rewards, Instant now) {
        Knowledge.Customer customer = permit.customer();
        ObjectNode snapshot = Json.object();
        snapshot.set("customer", customer.traits().deepCopy());
        snapshot.set("cart", customer.cart().deepCopy());
        snapshot.set("orders", customer.orders().deepCopy());
        snapshot.set("trigger", trigger(origin, customer.about()));
        snapshot.set("place", place(permit, now));
        if (!customer.nearestStore().isEmpty()) {
            snapshot.set("store", customer.nearestStore().deepCopy());
        }
        snapshot.setAll(rewards.fields(origin.customer()));
        if (!products.isEmpty()) {
            snapshot.set("products", Subject.products(products, customer));
        }
        return snapshot;
    }

    private static ObjectNode place(Ruling.Permit permit, Instant now) {
        ObjectNode place = Json.object().put("timezone", permit.zone().getId());
        if (permit.place().country() != null) {
            place.put("country", permit.place().country());
        }
        if (permit.place().region() != null) {
            place.put("region", permit.place().region());
        }
        Season.of(permit.place(), now.atZone(permit.zone()).toLocalDate())
                .ifPresent(season -> place.put("season", season.text()));
        return place;
    }

    /** With the product as it is now, which may be another price than when the journey began. */
    private static ObjectNode trigger(Enrolment.Origin origin, Knowledge.@Nullable Product product) {
        ObjectNode trigger = origin.trigger().snapshot();
        if (product != null && !product.entry().isEmpty()) {
            trigger.set("product", product.entry().deepCopy());
        }
        return trigger;
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
