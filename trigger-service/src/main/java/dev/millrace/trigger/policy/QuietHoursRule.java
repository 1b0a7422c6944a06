package dev.millrace.trigger.policy;

import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.policy.settings.QuietHours;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Puts marketing mail off while it is night at the customer's, and spreads over the morning what waited. */
final class QuietHoursRule implements SendRule {

    @Override
    public Optional<Ruling> objection(KnownSend send, Map<String, String> inputs) {
        QuietHours quiet = send.policies().quietHours().orElse(null);
        if (quiet == null || !send.due().isMarketing()) {
            return Optional.empty();
        }
        inputs.put("zone", send.zoneId() + " by " + send.zone().from().text());
        if (!quiet.isQuiet(send.now(), send.zoneId())) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(send.now(), send.zoneId());
        double share = StableDigest.share(
                send.due().customer(), Integer.toString(day.getYear()), Integer.toString(day.getMonthValue()));
        return send.defer(quiet.release(send.now(), send.zoneId(), share), Reason.QUIET_HOURS, inputs);
    }
}
