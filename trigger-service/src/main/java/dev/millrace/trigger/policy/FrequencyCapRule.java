package dev.millrace.trigger.policy;

import dev.millrace.trigger.policy.settings.FrequencyCaps;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps to the caps over all campaigns: no rolling window ever has more sends than its limit. Over the cap a send is put off
 * until a slot can be free; when one is, the highest priority goes first, then the oldest.
 */
final class FrequencyCapRule implements SendRule {

    /** Who is looked at within this time is asked first when they come first: as long as a claim may take. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Override
    public Optional<Ruling> objection(KnownSend send, Map<String, String> inputs) {
        FrequencyCaps.Cap cap =
                send.policies().caps().of(send.known().segments()).orElse(null);
        if (cap == null || !send.due().isMarketing()) {
            return Optional.empty();
        }
        SendHistory history = send.due().record().sends();
        Instant now = send.now();
        Instant free = now;
        int slots = Integer.MAX_VALUE;
        inputs.put("capOf", cap.segment() == null ? "everybody" : cap.segment());
        for (FrequencyCaps.Limit limit : cap.limits()) {
            Duration window = limit.window().length();
            int used = history.within(window, now);
            String name = limit.window().name().toLowerCase(Locale.ROOT);
            inputs.put("cap." + name, used + " of " + limit.most());
            Instant ofLimit = history.freeAt(limit.most(), window, now);
            free = ofLimit.isAfter(free) ? ofLimit : free;
            slots = Math.min(slots, limit.most() - used);
        }
        if (free.isAfter(now)) {
            return send.defer(free, Reason.FREQUENCY_CAP, inputs);
        }
        long ahead = ahead(send.due());
        inputs.put("ahead", Long.toString(ahead));
        return ahead < slots ? Optional.empty() : send.defer(now.plus(PAUSE), Reason.OUTRANKED, inputs);
    }

    private static long ahead(DueSend due) {
        Rival self = new Rival(due.enrolment(), due.priority(), due.due(), due.now());
        return due.record().rivals().stream()
                .filter(rival -> !rival.wakeAt().isAfter(due.now().plus(SOON)))
                .filter(rival -> Rival.ORDER.compare(rival, self) < 0)
                .count();
    }
}
