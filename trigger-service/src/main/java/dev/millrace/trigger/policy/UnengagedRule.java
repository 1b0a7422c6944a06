package dev.millrace.trigger.policy;

import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.Unengaged;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Leaves out who gave no sign of life, once they have had the time to give one. */
final class UnengagedRule implements SendRule {

    @Override
    public Optional<Ruling> objection(KnownSend send, Map<String, String> inputs) {
        Unengaged terms = send.policies().unengaged().orElse(null);
        if (terms == null
                || !send.due().isMarketing()
                || terms.except().contains(send.due().campaign().id())) {
            return Optional.empty();
        }
        boolean engaged = send.known().segments().contains(terms.segment());
        inputs.put("engaged", Boolean.toString(engaged));
        if (engaged) {
            return Optional.empty();
        }
        Optional<Instant> newSince = newSince(send.known());
        newSince.ifPresent(since -> inputs.put("newSince", since.toString()));
        boolean isNew =
                newSince.isPresent() && send.now().isBefore(newSince.get().plus(terms.after()));
        return isNew ? Optional.empty() : SendRule.hold(Reason.UNENGAGED, inputs);
    }

    /** Allowing mail is a beginning, too. */
    private static Optional<Instant> newSince(Knowledge.Customer known) {
        ConsentStatement said = known.emailStatement();
        Instant allowed = said != null && said.isSubscribed() ? said.at() : null;
        return Stream.of(Optional.ofNullable(known.firstSeen()), Optional.ofNullable(allowed))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }
}
