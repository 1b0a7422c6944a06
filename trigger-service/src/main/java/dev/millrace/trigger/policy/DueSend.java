package dev.millrace.trigger.policy;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.trigger.campaign.Campaign;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a ruling depends on.
 *
 * @param priority of the campaign: who goes first when a slot of the caps is free
 * @param customer whose enrolment it is
 * @param knowledge what segment-service said when asked after the send fell due
 * @param gone what the message is about, of which nothing can be ordered any more; null where something can
 * @param record what our own tables say of the customer
 */
public record DueSend(
        Campaign campaign,
        int priority,
        String customer,
        String enrolment,
        Instant due,
        Knowledge knowledge,
        @Nullable String gone,
        OnRecord record,
        Instant now) {

    boolean isMarketing() {
        return campaign.messageClass() == MessageClass.MARKETING;
    }

    Instant validUntil() {
        return SendPolicy.validUntil(campaign, due);
    }
}
