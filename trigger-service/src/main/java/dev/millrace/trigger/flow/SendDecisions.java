package dev.millrace.trigger.flow;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.campaign.CampaignVersion;
import dev.millrace.trigger.flow.DueSends.Claimed;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Outcome;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Decision;
import dev.millrace.trigger.store.Decisions;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.Messages;
import dev.millrace.trigger.store.OnRecords;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.Outbox.Parcel;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides claimed sends in one transaction, under the customers' locks. An enrolment that changed since it was claimed
 * (left, or claimed again after the lease) is passed over: the answer at hand was not meant for what it is now.
 */
@ApplicationScoped
class SendDecisions {

    /** What one transaction writes beside the enrolments, and counts once committed. */
    private record Work(
            Instant now,
            Map<String, OnRecord> records,
            List<Decision> decisions,
            List<Parcel> parcels,
            List<Consumer<Counters>> counts) {}

    private final Customers customers;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Messages messages;
    private final Decisions decisions;
    private final Outbox outbox;
    private final OnRecords onRecords;
    private final Commands commands;
    private final Journey journey;
    private final Counters counters;
    private final InstantSource time;

    SendDecisions(
            Customers customers,
            Campaigns campaigns,
            Enrolments enrolments,
            Messages messages,
            Decisions decisions,
            Outbox outbox,
            OnRecords onRecords,
            Commands commands,
            Journey journey,
            Counters counters,
            InstantSource time) {
        this.customers = customers;
        this.campaigns = campaigns;
        this.enrolments = enrolments;
        this.messages = messages;
        this.decisions = decisions;
        this.outbox = outbox;
        this.onRecords = onRecords;
        this.commands = commands;
        this.journey = journey;
        this.counters = counters;
        this.time = time;
    }

    /** @param answers what is known of each customer of the claimed */
    void decide(List<Claimed> claimed, Map<String, Knowledge> answers) {
        Work done = QuarkusTransaction.requiringNew().call(() -> decideInTransaction(claimed, answers));
        done.counts().forEach(count -> count.accept(counters));
    }

    private Work decideInTransaction(List<Claimed> claimed, Map<String, Knowledge> answers) {
        customers.lock(concerned(answers));
        Map<String, EnrolmentEntity> rows = new HashMap<>();
        List<String> ids = claimed.stream().map(one -> one.live().origin().id()).toList();
        enrolments.lock(ids).forEach(row -> rows.put(row.toEnrolment().origin().id(), row));
        Instant now = time.instant();
        Work work =
                new Work(now, onRecords.load(answers, now), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Claimed one : claimed) {
            EnrolmentEntity row = rows.get(one.live().origin().id());
            if (row != null && row.version() == one.version() && row.toEnrolment() instanceof Enrolment.Live live) {
                decideOne(row, live, answers, work);
            } else {
                work.counts().add(Counters::outrun);
            }
        }
        decisions.add(work.decisions());
        outbox.add(work.parcels(), work.now());
        return work;
    }

    /** The customers asked about, and those into whom they were merged. */
    private static TreeSet<String> concerned(Map<String, Knowledge> answers) {
        TreeSet<String> ids = new TreeSet<>(answers.keySet());
        for (Knowledge answer : answers.values()) {
            if (answer instanceof Knowledge.Customer customer) {
                ids.add(customer.id());
            }
        }
        return ids;
    }

    private void decideOne(EnrolmentEntity row, Enrolment.Live live, Map<String, Knowledge> answers, Work work) {
        Enrolment.Origin origin = live.origin();
        CampaignVersion version = campaigns.version(origin.campaign(), origin.campaignVersion());
        Knowledge knowledge = answers.getOrDefault(origin.customer().value(), new Knowledge.Silence("not asked"));
        String customer = origin.customer().value();
        OnRecord record = work.records().getOrDefault(customer, OnRecord.NONE);
        Outcome outcome = journey.decide(version, live, knowledge, record, work.now());
        if (outcome instanceof Outcome.Send send) {
            MessageRequested request = send.request();
            row.become(send.next());
            messages.add(request, origin.id());
            onRecords.reserve(request);
            work.records().put(customer, record.afterSend(request));
            work.parcels().add(commands.parcel(request, request.messageClass()));
            record(version, live, "sent", null, request.id(), send, work);
        } else if (outcome instanceof Outcome.Held held) {
            row.become(held.next());
            record(version, live, "held", held.reason(), null, held, work);
        } else if (outcome instanceof Outcome.Waits waits) {
            row.become(waits.next());
            if (waits.noteworthy()) {
                record(version, live, "waits", waits.reason(), null, waits, work);
            }
        } else if (outcome instanceof Outcome.Deferred deferred) {
            row.become(deferred.next());
            if (deferred.noteworthy()) {
                record(version, live, "deferred", deferred.reason(), null, deferred, work);
            }
        } else if (outcome instanceof Outcome.Expired expired) {
            row.become(expired.next());
            record(version, live, "expired", live.waitsFor(), null, expired, work);
        } else if (outcome instanceof Outcome.Exits exits) {
            end(row, version, live, exits.next(), exits, work);
        } else if (outcome instanceof Outcome.Moves moves) {
            move(row, version, live, moves, work);
        }
    }

    private void move(
            EnrolmentEntity row, CampaignVersion version, Enrolment.Live live, Outcome.Moves moves, Work work) {
        enrolments.flush();
        if (enrolments.hasLive(moves.to().value(), live.origin().campaign())) {
            end(row, version, live, Journey.exit(live, Reason.MERGED, work.now()), moves, work);
        } else {
            row.become(moves.next());
            record(version, live, "waits", Reason.MERGED, null, moves, work);
        }
    }

    private void end(
            EnrolmentEntity row,
            CampaignVersion version,
            Enrolment.Live live,
            Enrolment.Exited exited,
            Outcome outcome,
            Work work) {
        row.become(exited);
        record(version, live, "exited", exited.reason(), null, outcome, work);
        work.counts()
                .add(counted ->
                        counted.exited(version.campaign().id(), exited.reason().text()));
    }

    private static void record(
            CampaignVersion version,
            Enrolment.Live live,
            String name,
            @Nullable Reason reason,
            @Nullable String message,
            Outcome outcome,
            Work work) {
        Map<String, String> inputs = new TreeMap<>(outcome.inputs());
        inputs.put("campaignVersion", Integer.toString(version.version()));
        String campaign = version.campaign().id();
        String why = reason == null ? null : reason.text();
        work.decisions()
                .add(new Decision(
                        work.now(),
                        live.origin().customer().value(),
                        campaign,
                        live.origin().id(),
                        Journey.sendAt(version.campaign(), live).name(),
                        name,
                        why,
                        message,
                        inputs));
        work.counts().add(counted -> counted.decided(campaign, name, why == null ? "none" : why));
    }
}
