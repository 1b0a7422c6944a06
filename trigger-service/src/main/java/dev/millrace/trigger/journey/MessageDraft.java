package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.Step;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Ruling;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Instant;
import java.util.List;

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
                snapshot(origin, permit.customer(), rewards),
                again == null ? null : again.subject(),
                again == null ? null : again.preheader());
    }

    private static ObjectNode snapshot(Enrolment.Origin origin, Knowledge.Customer customer, Rewards rewards) {
        ObjectNode snapshot = Json.object();
        snapshot.set("customer", customer.traits().deepCopy());
        snapshot.set("cart", customer.cart().deepCopy());
        snapshot.set("orders", customer.orders().deepCopy());
        snapshot.set("trigger", origin.trigger().snapshot());
        snapshot.setAll(rewards.fields(origin.customer()));
        return snapshot;
    }

    private static String template(Enrolment.Origin origin, Instruction.Send send) {
        if (send.variants().size() == 1) {
            return send.variants().get(0).template();
        }
        List<Integer> weights =
                send.variants().stream().map(Step.Variant::weight).toList();
        return send.variants()
                .get(Chance.pick(weights, origin.id(), send.step()))
                .template();
    }
}
