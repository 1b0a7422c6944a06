package dev.millrace.trigger.policy;

import dev.millrace.trigger.policy.settings.QuietHours;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        double share = share(send.due().customer() + " " + day.getYear() + " " + day.getMonthValue());
        return send.defer(quiet.release(send.now(), send.zoneId(), share), Reason.QUIET_HOURS, inputs);
    }

    /** From 0 up to 1, the same whenever it is asked, and evenly spread over all customers. */
    static double share(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getInt() & 0x7fff_ffff) / (double) (1L << 31);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
