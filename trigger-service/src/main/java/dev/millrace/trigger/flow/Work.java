package dev.millrace.trigger.flow;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.store.Decision;
import dev.millrace.trigger.store.Outbox.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one transaction writes beside the enrolments, and counts once it is committed. */
final class Work {

    private final Instant now;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private final List<MessageRequested> requests = new ArrayList<>();
    private final List<Consumer<Counters>> counts = new ArrayList<>();

    Work(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Parcel> parcels() {
        return parcels;
    }

    /** They take slots of the caps. */
    List<MessageRequested> requests() {
        return requests;
    }

    void request(MessageRequested request) {
        requests.add(request);
    }

    void put(Parcel parcel) {
        parcels.add(parcel);
    }

    void count(Consumer<Counters> count) {
        counts.add(count);
    }

    /** Called once it is committed. */
    void count(Counters counters) {
        counts.forEach(count -> count.accept(counters));
    }

    /** Writes down what was decided about a live enrolment, and counts it. */
    void record(CampaignVersion version, Enrolment.Live live, Effect effect) {
        if (effect instanceof Effect.Send send) {
            record(version, live, effect, "sent", null, send.request().id());
        } else if (effect instanceof Effect.Held held) {
            record(version, live, effect, "held", held.reason().text(), null);
        } else if (effect instanceof Effect.Expired expired) {
            String reason =
                    expired.waitedFor() == null ? null : expired.waitedFor().text();
            record(version, live, effect, "expired", reason, null);
        } else if (effect instanceof Effect.Branched branched) {
            record(version, live, effect, "branched", branched.way(), null);
        } else if (effect instanceof Effect.Tell) {
            record(version, live, effect, "set", null, null);
        } else if (effect instanceof Effect.Call call) {
            record(version, live, effect, "webhook", null, call.webhook().id());
        } else if (effect instanceof Effect.Waits waits) {
            record(version, live, effect, "waits", waits.reason().text(), null);
        } else if (effect instanceof Effect.Deferred deferred) {
            record(version, live, effect, "deferred", deferred.reason().text(), null);
        } else if (effect instanceof Effect.Exits exits) {
            record(version, live, effect, "exited", exits.reason().text(), null);
            String campaign = version.campaign().id();
            count(counters -> counters.exited(campaign, exits.reason().text()));
        } else if (effect instanceof Effect.Moves) {
            record(version, live, effect, "moved", null, null);
        } else {
            throw new IllegalStateException("an effect is one of those above");
        }
    }

    private void record(
            CampaignVersion version,
            Enrolment.Live live,
            Effect effect,
            String outcome,
            @Nullable String reason,
            @Nullable String message) {
        String campaign = version.campaign().id();
        Map<String, String> inputs = new TreeMap<>(effect.inputs());
        inputs.put("campaignVersion", Integer.toString(version.version()));
        decisions.add(new Decision(
                now,
                live.origin().customer().value(),
                campaign,
                live.origin().id(),
                effect.step(),
                outcome,
                reason,
                message,
                inputs));
        count(counters -> counters.decided(campaign, outcome, reason == null ? "none" : reason));
    }

    void record(Decision decision) {
        decisions.add(decision);
    }
}
