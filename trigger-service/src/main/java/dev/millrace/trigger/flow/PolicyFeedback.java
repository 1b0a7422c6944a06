package dev.millrace.trigger.flow;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.policy.Suppression;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.feedback.Feedback;
import dev.millrace.trigger.policy.feedback.FeedbackWatches;
import dev.millrace.trigger.store.ConsentLedger;
import dev.millrace.trigger.store.CountedSends;
import dev.millrace.trigger.store.Rivals;
import dev.millrace.trigger.store.SentMessages;
import dev.millrace.trigger.store.Suppressions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes what comes back into the ledger, the counted sends and the suppressions, under the customers' locks. */
@ApplicationScoped
class PolicyFeedback {

    /** How mailer-service begins the reason of a message that it holds back because the address does not exist. */
    private static final String REFUSED_BEFORE = "suppressed: the address was refused";

    /** Enhanced status codes that say that there is no such mailbox or domain (RFC 3463). */
    private static final String BAD_ADDRESS = "(?s).*\\b5\\.1\\.\\d{1,3}\\b.*";

    private final ConsentLedger ledger;
    private final CountedSends sends;
    private final Suppressions suppressions;
    private final Rivals rivals;
    private final SentMessages messages;

    PolicyFeedback(
            ConsentLedger ledger, CountedSends sends, Suppressions suppressions, Rivals rivals, SentMessages messages) {
        this.ledger = ledger;
        this.sends = sends;
        this.suppressions = suppressions;
        this.rivals = rivals;
        this.messages = messages;
    }

    /** Called before anything else reads the enrolments, because it may wake some. */
    void apply(List<SegmentTransition> transitions, Instant now) {
        for (SegmentTransition transition : transitions) {
            String customer = transition.customer().value();
            FeedbackWatches.read(transition).ifPresent(feedback -> apply(customer, feedback, now));
        }
    }

    private void apply(String customer, Feedback feedback, Instant now) {
        if (feedback instanceof Feedback.Said said) {
            note(customer, said, now);
        } else if (feedback instanceof Feedback.NotSent notSent) {
            giveBack(customer, notSent, now);
        } else if (feedback instanceof Feedback.Answered answered) {
            messages.answered(answered.message(), answered.at());
        } else if (feedback instanceof Feedback.Bounced bounced) {
            if (bounced.reason().matches(BAD_ADDRESS)) {
                suppress(bounced.message(), Suppression.Scope.ALL, "bounced", bounced.at());
            }
        } else if (feedback instanceof Feedback.Complained complained) {
            suppress(complained.message(), Suppression.Scope.MARKETING, "complained", complained.at());
        }
    }

    /** What is said by the link in a mail is said for the address that the mail went to. */
    private void note(String customer, Feedback.Said said, Instant now) {
        ConsentStatement statement = Optional.ofNullable(said.message())
                .flatMap(sends::find)
                .map(sent -> said.statement().boundTo(sent.address()))
                .orElse(said.statement());
        ledger.add(List.of(new ConsentLedger.Entry(customer, statement, ConsentLedger.Origin.EVENT, now)));
    }

    private void giveBack(String customer, Feedback.NotSent notSent, Instant now) {
        if (notSent.reason().startsWith(REFUSED_BEFORE)) {
            suppress(notSent.message(), Suppression.Scope.ALL, "refused", notSent.at());
        }
        if (sends.giveBack(notSent.message(), notSent.reason(), now)) {
            rivals.wake(customer, now);
        }
    }

    private void suppress(String message, Suppression.Scope scope, String reason, Instant at) {
        sends.find(message)
                .ifPresent(sent -> suppressions.add(sent.address(), new Suppression(scope, reason, at), message));
    }
}
