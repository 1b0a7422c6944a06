package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Start;
import dev.millrace.trigger.journey.Walk;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.report.Figures;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Decision;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.MessageEntity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one batch of transitions does, while it is being worked out: the last enrolment per customer and campaign as the
 * transitions change it, and what is to be written. Lives within one transaction that holds the customers' locks.
 *
 * <p>Of each transition: first who leaves for it leaves, then who waits for it goes on, then who starts on it starts. So
 * nobody leaves or goes on for the very thing that they start on.
 */
final class BatchWork {

    private final Journey journey;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Commands commands;
    private final Work work;
    /** By customer, then by campaign. */
    private final Map<String, Map<String, EnrolmentEntity>> latest = new HashMap<>();

    private final Map<String, List<MessageEntity>> revocable = new HashMap<>();
    /** Those that are due at once, and stay with this process if there is room. */
    private final List<EnrolmentEntity> born = new ArrayList<>();

    private final HandOver handOver;
    private final int room;
    private boolean maybeDue;
    private boolean endedUnwritten;

    BatchWork(
            Journey journey,
            Campaigns campaigns,
            Enrolments enrolments,
            Commands commands,
            HandOver handOver,
            Work work) {
        this.journey = journey;
        this.campaigns = campaigns;
        this.enrolments = enrolments;
        this.commands = commands;
        this.handOver = handOver;
        this.room = handOver.room(work.now());
        this.work = work;
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
        leave(transition);
        revoke(transition);
        hear(transition);
        active.stream()
                .filter(version -> Journey.startsOn(version, transition))
                .forEach(version -> start(version, transition));
    }

    Work work() {
        return work;
    }

    /** Whether somebody may be due now who was not before. */
    boolean maybeDue() {
        return maybeDue;
    }

    private Map<String, EnrolmentEntity> of(String customer) {
        return latest.computeIfAbsent(customer, unseen -> new HashMap<>());
    }

    private void start(CampaignVersion version, SegmentTransition transition) {
        String campaign = version.campaign().id();
        Map<String, EnrolmentEntity> ofCustomer = of(transition.customer().value());
        EnrolmentEntity last = ofCustomer.get(campaign);
        Start start = journey.start(version, transition, last == null ? null : last.toEnrolment(), work.now());
        if (start instanceof Start.Enrolled enrolled) {
            writeEnded();
            ofCustomer.put(campaign, add(enrolled.enrolment()));
            work.tally().entered(enrolled.enrolment());
            work.count(counters -> counters.started(campaign));
            maybeDue = true;
        } else if (start instanceof Start.Refused refused) {
            work.count(counters -> counters.notStarted(campaign, refused.why().text()));
        }
    }

    private EnrolmentEntity add(Enrolment.Live live) {
        if (live.wakeAt().isAfter(work.now()) || born.size() >= room) {
            return enrolments.add(live);
        }
        EnrolmentEntity row = enrolments.addLeased(live, handOver.leaseEnds(work.now()));
        born.add(row);
        return row;
    }

    /** What is to be decided at once, with the versions that the commit left. */
    List<Claimed> claimed() {
        List<Claimed> claimed = new ArrayList<>();
        for (EnrolmentEntity row : born) {
            if (row.toEnrolment() instanceof Enrolment.Live live) {
                claimed.add(new Claimed(live, row.version()));
            }
        }
        return claimed;
    }

    private void leave(SegmentTransition transition) {
        for (EnrolmentEntity row : of(transition.customer().value()).values()) {
            if (row.toEnrolment() instanceof Enrolment.Live live) {
                CampaignVersion version = versionOf(live);
                Journey.endsOn(version, transition).ifPresent(reason -> {
                    Enrolment.Exited exited = Journey.exit(live, reason, work.now());
                    row.become(exited);
                    work.tally().became(live, exited);
                    endedUnwritten = true;
                    String step = version.program().stepAt(live.position());
                    work.record(version, live, new Effect.Exits(step, reason, inputs(transition)));
                });
            }
        }
    }

    private void hear(SegmentTransition transition) {
        for (EnrolmentEntity row : of(transition.customer().value()).values()) {
            if (row.toEnrolment() instanceof Enrolment.Live live) {
                CampaignVersion version = versionOf(live);
                Optional<Walk> heard = journey.hear(version, live, transition, work.now());
                heard.ifPresent(walk -> {
                    row.become(walk.next());
                    work.tally().became(live, walk.next());
                    walk.effects().forEach(effect -> work.record(version, live, effect));
                    maybeDue = true;
                });
            }
        }
    }

    private CampaignVersion versionOf(Enrolment.Live live) {
        return campaigns.version(live.origin().campaign(), live.origin().campaignVersion());
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
            Optional<Reason> reason = Journey.endsOn(version, transition);
            if (reason.isPresent()) {
                revoke(message, version, transition, reason.get());
                messages.remove();
            }
        }
    }

    private void revoke(MessageEntity message, CampaignVersion version, SegmentTransition transition, Reason reason) {
        message.cancel(work.now());
        message.reference().count(work.tally(), Figures.REVOKED, BigDecimal.ONE);
        work.put(commands.parcel(
                new MessageCancelled(message.id(), CustomerId.of(message.addressedTo()), reason.text(), work.now()),
                message.messageClass()));
        Map<String, String> inputs = inputs(transition);
        inputs.put("campaignVersion", Integer.toString(version.version()));
        work.record(new Decision(
                work.now(),
                transition.customer().value(),
                version.campaign().id(),
                message.enrolment(),
                message.step(),
                "exited",
                reason.text(),
                message.id(),
                inputs));
        work.count(counters -> counters.revoked(message.campaign()));
    }

    private static Map<String, String> inputs(SegmentTransition transition) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("transition", transition.id());
        inputs.put("source", transition.segment());
        inputs.put("at", transition.at().toString());
        return inputs;
    }
}
