package dev.millrace.trigger.flow;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Told;
import dev.millrace.trigger.report.Tally;
import dev.millrace.trigger.store.Decision;
import dev.millrace.trigger.store.MessageEntity;
import dev.millrace.trigger.store.Outbox.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What one transaction writes beside the enrolments, and counts once it is committed. */
final class Work {

    private final Instant now;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private final List<MessageRequested> requests = new ArrayList<>();
    private final List<MessageEntity> messages = new ArrayList<>();
    private final Tally tally = new Tally();
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

    /** What changes in the figures of reports. Whoever starts, moves or ends an enrolment tells it here. */
    Tally tally() {
        return tally;
    }

    /** They take slots of the caps. */
    List<MessageRequested> requests() {
        return requests;
    }

    /** What is kept of the same, for revoking and counting. */
    List<MessageEntity> messages() {
        return messages;
    }

    void request(MessageRequested request, Enrolment.Origin origin) {
        requests.add(request);
        messages.add(new MessageEntity(request, origin));
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
        tally.decided(version, live, effect);
        Told told = Told.of(effect);
        String campaign = version.campaign().id();
        Map<String, String> inputs = new TreeMap<>(effect.inputs());
        inputs.put("campaignVersion", Integer.toString(version.version()));
        decisions.add(new Decision(
                now,
                live.origin().customer().value(),
                campaign,
                live.origin().id(),
                effect.step(),
                told.outcome(),
                told.reason(),
                told.message(),
                inputs));
        String reason = told.reason() == null ? "none" : told.reason();
        count(counters -> counters.decided(campaign, told.outcome(), reason));
        if (effect instanceof Effect.Exits) {
            count(counters -> counters.exited(campaign, reason));
        }
    }

    void record(Decision decision) {
        decisions.add(decision);
    }
}
