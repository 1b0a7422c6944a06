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

/** Writes the request for a permitted send: its id is that of the enrolment and the step, its content the fresh answer. */
final class MessageDraft {

    private static final String CHANNEL = "email";

    private MessageDraft() {}

    static MessageRequested request(
            Campaign campaign,
            Enrolment.Live live,
            Step.Send send,
            Ruling.Permit permit,
            Instant now,
            boolean trackOpens) {
        Enrolment.Origin origin = live.origin();
        return new MessageRequested(
                DeterministicId.message(origin.id(), send.name()),
                origin.customer(),
                origin.userId(),
                campaign.messageClass(),
                CHANNEL,
                campaign.id(),
                origin.campaignVersion(),
                send.name(),
                send.template(),
                permit.recipient(),
                now,
                SendPolicy.validUntil(campaign, live.dueAt()),
                trackOpens,
                snapshot(origin, permit.customer()));
    }

    private static ObjectNode snapshot(Enrolment.Origin origin, Knowledge.Customer customer) {
        ObjectNode snapshot = Json.object();
        snapshot.set("customer", customer.traits().deepCopy());
        snapshot.set("cart", customer.cart().deepCopy());
        snapshot.set("orders", customer.orders().deepCopy());
        snapshot.putObject("trigger")
                .put("segment", origin.segment())
                .put("at", origin.enteredAt().toString());
        return snapshot;
    }
}
