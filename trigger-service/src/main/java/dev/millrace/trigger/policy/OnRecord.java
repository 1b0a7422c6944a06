package dev.millrace.trigger.policy;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What our own tables say of a customer, read under the customer's lock.
 *
 * @param policies those in force
 * @param address keyed hash of the address the fresh answer has; null if it has none
 * @param sends marketing messages that count for the caps
 * @param consents what this customer said, and what anybody objected for this address
 * @param suppressions of this address
 * @param rivals other sends to this customer that wait for a slot
 */
public record OnRecord(
        Policies policies,
        @Nullable String address,
        SendHistory sends,
        List<ConsentStatement> consents,
        List<Suppression> suppressions,
        List<Rival> rivals) {

    /** Of a customer of whom nothing is on record, where nobody has set policies. */
    public static final OnRecord NONE =
            new OnRecord(Policies.DEFAULT, null, SendHistory.NONE, List.of(), List.of(), List.of());

    public OnRecord {
        consents = List.copyOf(consents);
        suppressions = List.copyOf(suppressions);
        rivals = List.copyOf(rivals);
    }

    /** The same under other policies. */
    public OnRecord under(Policies inForce) {
        return new OnRecord(inForce, address, sends, consents, suppressions, rivals);
    }

    /** The same once this message is on its way, too: the next send to the same customer has to see it. */
    public OnRecord afterSend(MessageRequested request) {
        if (request.messageClass() != MessageClass.MARKETING) {
            return this;
        }
        List<Instant> counted = new ArrayList<>(sends.sends());
        counted.add(request.requestedAt());
        return new OnRecord(policies, address, new SendHistory(counted), consents, suppressions, rivals);
    }
}
