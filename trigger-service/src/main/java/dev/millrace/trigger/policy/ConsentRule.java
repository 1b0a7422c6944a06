package dev.millrace.trigger.policy;

import dev.millrace.trigger.policy.consent.Basis;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.ConsentTerms;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something permits marketing mail to this address: what was said last, by the law that applies and on the bases the
 * shop relies on. An objection ends all of them. The ledger can only take away: a permission counts if segment-service knows
 * it, an objection also if only the ledger does, because it was made for the same address by somebody else.
 */
final class ConsentRule implements SendRule {

    @Override
    public Optional<Ruling> objection(KnownSend send, Map<String, String> inputs) {
        ConsentStatement said = lastSaid(send);
        inputs.put("consent", said == null ? "unknown" : said.status());
        if (!send.due().isMarketing()) {
            return Optional.empty();
        }
        inputs.put("jurisdiction", send.place().text());
        inputs.put("law", send.law().reference());
        if (said != null && said.status().equals(ConsentStatement.UNSUBSCRIBED)) {
            return SendRule.hold(Reason.NO_CONSENT, inputs);
        }
        Reason why = said != null && said.isSubscribed() ? againstExpress(send, said, inputs) : Reason.NO_CONSENT;
        if (why == null || ImpliedConsent.permits(send, inputs) || maySendUntilObjection(send, said, inputs)) {
            return Optional.empty();
        }
        return SendRule.hold(why, inputs);
    }

    /** What segment-service knows, completed by the ledger; or an objection that the ledger knows to be newer. */
    private static @Nullable ConsentStatement lastSaid(KnownSend send) {
        ConsentStatement answered = send.known().emailStatement();
        for (ConsentStatement noted : send.due().record().consents()) {
            if (!noted.channel().equals(ConsentStatement.EMAIL)
                    || !noted.purpose().equals(ConsentStatement.MARKETING)) {
                continue;
            }
            if (answered != null && answered.isSameAs(noted)) {
                answered = answered.completedBy(noted);
            } else if (noted.status().equals(ConsentStatement.UNSUBSCRIBED) && isNewer(noted, answered)) {
                return noted;
            }
        }
        return answered;
    }

    private static boolean isNewer(ConsentStatement noted, @Nullable ConsentStatement answered) {
        Instant at = answered == null ? null : answered.at();
        return noted.at() != null
                && (answered == null || at != null && noted.at().isAfter(at));
    }

    /** Why a permission does not count; null if it does. */
    private static @Nullable Reason againstExpress(KnownSend send, ConsentStatement said, Map<String, String> inputs) {
        Basis basis = Basis.of(said.basis());
        inputs.put("basis", basis.text());
        ConsentTerms terms = send.policies().consent();
        if (said.address() != null && !said.address().equals(send.due().record().address())) {
            return Reason.OTHER_ADDRESS;
        }
        if (hasExpired(said, terms, send.now())) {
            return Reason.CONSENT_EXPIRED;
        }
        return switch (basis) {
            case CONFIRMED -> againstProof(said, terms);
            case EXPRESS -> needsConfirmation(send) ? Reason.NOT_CONFIRMED : againstProof(said, terms);
            case UNRECORDED ->
                needsConfirmation(send) && !send.policies().doubleOptIn().acceptsUnrecorded()
                        ? Reason.NOT_CONFIRMED
                        : againstProof(said, terms);
            case SOFT_OPT_IN -> ImpliedConsent.permitsSoftOptIn(send) ? againstProof(said, terms) : Reason.NO_CONSENT;
            case IMPLIED, OPT_OUT, OTHER -> Reason.NO_CONSENT;
        };
    }

    private static boolean hasExpired(ConsentStatement said, ConsentTerms terms, Instant now) {
        Instant own = said.expiresAt();
        if (own != null && !own.isAfter(now)) {
            return true;
        }
        return terms.expiresAfter() != null
                && said.at() != null
                && !said.at().plus(terms.expiresAfter()).isAfter(now);
    }

    private static boolean needsConfirmation(KnownSend send) {
        return send.policies().doubleOptIn().isNeeded(send.place(), send.law());
    }

    private static @Nullable Reason againstProof(ConsentStatement said, ConsentTerms terms) {
        boolean proven = said.wording() != null && said.source() != null;
        return terms.needsProof() && !proven ? Reason.NO_PROOF : null;
    }

    /** Who was asked and has not answered is not written to as if nobody had asked. */
    private static boolean maySendUntilObjection(
            KnownSend send, @Nullable ConsentStatement said, Map<String, String> inputs) {
        boolean permitted = said == null
                && !send.law().needsPermission()
                && send.policies().consent().relyOn(Basis.OPT_OUT);
        if (permitted) {
            inputs.put("basis", Basis.OPT_OUT.text());
        }
        return permitted;
    }
}
