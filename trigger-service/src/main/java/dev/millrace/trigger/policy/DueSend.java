package dev.millrace.trigger.policy;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.trigger.campaign.Campaign;
import java.time.Instant;

/**
 * All that a ruling depends on.
 *
 * @param priority of the campaign: who goes first when a slot of the caps is free
 * @param customer whose enrolment it is
 * @param knowledge what segment-service said when asked after the send fell due
 * @param record what our own tables say of the customer
 */
public record DueSend(
        Campaign campaign,
        int priority,
        String customer,
        String enrolment,
        Instant due,
        Knowledge knowledge,
        OnRecord record,
        Instant now) {

    boolean isMarketing() {
        return campaign.messageClass() == MessageClass.MARKETING;
    }

    Instant validUntil() {
        return SendPolicy.validUntil(campaign, due);
    }
}
