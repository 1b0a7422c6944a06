package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.policy.consent.Basis;
import dev.millrace.trigger.policy.law.LawRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Permission that follows from a purchase or an inquiry, for as long as the law says, by the customer's calendar. */
final class ImpliedConsent {

    private ImpliedConsent() {}

    static boolean permits(KnownSend send, Map<String, String> inputs) {
        if (!send.policies().consent().relyOn(Basis.IMPLIED)) {
            return false;
        }
        for (LawRule.ImpliedConsent rule : send.law().impliedConsents()) {
            Optional<Instant> end = last(send, rule.dealing()).map(at -> end(at, rule.within(), send));
            if (end.isPresent() && send.now().isBefore(end.get())) {
                String dealing = rule.dealing().name().toLowerCase(Locale.ROOT);
                inputs.put("basis", Basis.IMPLIED.text() + " by " + dealing);
                inputs.put("permittedUntil", end.get().toString());
                return true;
            }
        }
        return false;
    }

    static boolean permitsSoftOptIn(KnownSend send) {
        LawRule.SoftOptIn rule = send.law().softOptIn().orElse(null);
        if (rule == null || !send.policies().consent().relyOn(Basis.SOFT_OPT_IN)) {
            return false;
        }
        Period within = rule.within();
        return within == null
                || last(send, LawRule.Dealing.PURCHASE)
                        .map(at -> end(at, within, send))
                        .filter(send.now()::isBefore)
                        .isPresent();
    }

    /** The beginning of the day, so that the law's own way of counting days never ends sooner. */
    private static Instant end(Instant dealing, Period within, KnownSend send) {
        return dealing.atZone(send.zoneId())
                .toLocalDate()
                .plus(within)
                .atStartOfDay(send.zoneId())
                .toInstant();
    }

    private static Optional<Instant> last(KnownSend send, LawRule.Dealing dealing) {
        return switch (dealing) {
            case PURCHASE -> lastOrder(send.known());
            case INQUIRY ->
                send.policies().consent().inquiries().stream()
                        .flatMap(name ->
                                Optional.ofNullable(send.known().lastEvents().get(name)).stream())
                        .max(Instant::compareTo);
        };
    }

    /** The newest order that was neither cancelled nor given back. */
    private static Optional<Instant> lastOrder(Knowledge.Customer known) {
        JsonNode at = known.orders().path("newest").path(0).path("at");
        try {
            return at.isTextual() ? Optional.of(Instant.parse(at.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
