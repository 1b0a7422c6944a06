package dev.millrace.trigger.flow;

import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.campaign.CampaignVersion;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Start;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Decision;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.MessageEntity;
import dev.millrace.trigger.store.Outbox.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one batch of transitions does, while it is being worked out: the last enrolment per customer and campaign as the
 * transitions change it, and what is to be written. Lives within one transaction that holds the customers' locks.
 */
final class BatchWork {

    private final Journey journey;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Commands commands;
    private final Instant now;
    /** By customer, then by campaign. */
    private final Map<String, Map<String, EnrolmentEntity>> latest = new HashMap<>();

    private final Map<String, List<MessageEntity>> revocable = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Parcel> parcels = new ArrayList<>();
    private final List<Consumer<Counters>> counts = new ArrayList<>();
    private boolean started;
    private boolean endedUnwritten;

    BatchWork(Journey journey, Campaigns campaigns, Enrolments enrolments, Commands commands, Instant now) {
        this.journey = journey;
        this.campaigns = campaigns;
        this.enrolments = enrolments;
        this.commands = commands;
        this.now = now;
    }

    void load(List<EnrolmentEntity> lastOfEach, List<MessageEntity> messages) {
        for (EnrolmentEntity row : lastOfEach) {
            Enrolment.Origin origin = row.toEnrolment().origin();
            of(origin.customer().value()).put(origin.campaign(), row);
        }
        for (MessageEntity message : messages) {
            revocable
                    .computeIfAbsent(message.customer(), customer -> new ArrayList<>())
                    .add(message);
        }
    }

    void apply(SegmentTransition transition, List<CampaignVersion> active) {
        switch (transition.kind()) {
            case ENTERED ->
                active.stream()
                        .filter(version -> Journey.startsOn(version, transition))
                        .forEach(version -> start(version, transition));
            case EXITED -> {
                leave(transition);
                revoke(transition);
            }
            case OCCURRED -> counts.add(counters -> counters.notStarted("none", "occurred"));
        }
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Parcel> parcels() {
        return parcels;
    }

    boolean hasStarted() {
        return started;
    }

    /** Counts what was done; called once it is committed. */
    void count(Counters counters) {
        counts.forEach(count -> count.accept(counters));
    }

    private Map<String, EnrolmentEntity> of(String customer) {
        return latest.computeIfAbsent(customer, unseen -> new HashMap<>());
    }

    private void start(CampaignVersion version, SegmentTransition transition) {
        String campaign = version.campaign().id();
        Map<String, EnrolmentEntity> ofCustomer = of(transition.customer().value());
        EnrolmentEntity last = ofCustomer.get(campaign);
        Start start = journey.start(version, transition, last == null ? null : last.toEnrolment(), now);
        if (start instanceof Start.Enrolled enrolled) {
            writeEnded();
            ofCustomer.put(campaign, enrolments.add(enrolled.enrolment()));
            counts.add(counters -> counters.started(campaign));
            started = true;
        } else if (start instanceof Start.Refused refused) {
            counts.add(counters -> counters.notStarted(campaign, refused.why().text()));
        }
    }

    private void leave(SegmentTransition transition) {
        for (EnrolmentEntity row : of(transition.customer().value()).values()) {
            if (!(row.toEnrolment() instanceof Enrolment.Live live)) {
                continue;
            }
            CampaignVersion version =
                    campaigns.version(live.origin().campaign(), live.origin().campaignVersion());
            if (Journey.endsOn(version, transition)) {
                row.become(Journey.exit(live, Reason.LEFT_SEGMENT, now));
                endedUnwritten = true;
                record(
                        version,
                        live.origin().id(),
                        Journey.sendAt(version.campaign(), live).name(),
                        null,
                        transition);
                counts.add(counters -> counters.exited(version.campaign().id(), Reason.LEFT_SEGMENT.text()));
            }
        }
    }

    /**
     * Left alone, new rows are written before changes of old ones: for a moment two would be live, and the database allows
     * one.
     */
    private void writeEnded() {
        if (endedUnwritten) {
            enrolments.flush();
            endedUnwritten = false;
        }
    }

    /** Also what was requested by an enrolment that has ended since. */
    private void revoke(SegmentTransition transition) {
        Iterator<MessageEntity> messages = revocable
                .getOrDefault(transition.customer().value(), new ArrayList<>())
                .iterator();
        while (messages.hasNext()) {
            MessageEntity message = messages.next();
            CampaignVersion version = campaigns.version(message.campaign(), message.campaignVersion());
            if (Journey.endsOn(version, transition)) {
                MessageCancelled cancelled =
                        new MessageCancelled(message.id(), transition.customer(), Reason.LEFT_SEGMENT.text(), now);
                message.cancel(now);
                messages.remove();
                parcels.add(commands.parcel(cancelled, message.messageClass()));
                record(version, message.enrolment(), message.step(), message.id(), transition);
                counts.add(counters -> counters.revoked(message.campaign()));
            }
        }
    }

    private void record(
            CampaignVersion version,
            String enrolment,
            String step,
            @Nullable String message,
            SegmentTransition transition) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("transition", transition.id());
        inputs.put("segment", transition.segment());
        inputs.put("at", transition.at().toString());
        inputs.put("campaignVersion", Integer.toString(version.version()));
        decisions.add(new Decision(
                now,
                transition.customer().value(),
                version.campaign().id(),
                enrolment,
                step,
                "exited",
                Reason.LEFT_SEGMENT.text(),
                message,
                inputs));
    }
}
