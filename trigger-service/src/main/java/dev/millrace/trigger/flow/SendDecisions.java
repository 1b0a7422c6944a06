package dev.millrace.trigger.flow;

import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Rewards;
import dev.millrace.trigger.journey.Sends;
import dev.millrace.trigger.journey.Walk;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Decisions;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.Messages;
import dev.millrace.trigger.store.OnRecords;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.ReportFigures;
import dev.millrace.trigger.store.RewardDesk;
import dev.millrace.trigger.store.SentMessages;
import dev.millrace.trigger.store.WebhookCalls;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides claimed enrolments in one transaction, under the customers' locks. An enrolment that changed since it was claimed
 * (left, or claimed again after the lease) is passed over: the answer at hand was not meant for what it is now.
 */
@ApplicationScoped
class SendDecisions {

    private final Customers customers;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Messages messages;
    private final SentMessages sent;
    private final WebhookCalls webhooks;
    private final RewardDesk rewardDesk;
    private final Decisions decisions;
    private final ReportFigures figures;
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
            SentMessages sent,
            WebhookCalls webhooks,
            RewardDesk rewardDesk,
            Decisions decisions,
            ReportFigures figures,
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
        this.sent = sent;
        this.webhooks = webhooks;
        this.rewardDesk = rewardDesk;
        this.decisions = decisions;
        this.figures = figures;
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
        done.count(counters);
    }

    private Work decideInTransaction(List<Claimed> claimed, Map<String, Knowledge> answers) {
        customers.lockKnown(concerned(answers));
        Map<String, EnrolmentEntity> rows = new HashMap<>();
        List<String> ids = claimed.stream().map(one -> one.live().origin().id()).toList();
        enrolments.lock(ids).forEach(row -> rows.put(row.toEnrolment().origin().id(), row));
        Work work = new Work(time.instant());
        Map<String, OnRecord> records = onRecords.load(answers, work.now());
        Map<String, Sends> sends = sent.of(looking(claimed));
        Rewards rewards = rewardDesk.open(answers.keySet());
        List<EnrolmentEntity> changed = new ArrayList<>();
        for (Claimed one : claimed) {
            EnrolmentEntity row = rows.get(one.live().origin().id());
            if (row != null && row.version() == one.version() && row.toEnrolment() instanceof Enrolment.Live live) {
                decideOne(row, live, answers, records, sends, rewards, changed, work);
            } else {
                work.count(Counters::outrun);
            }
        }
        enrolments.write(changed);
        messages.add(work.messages());
        onRecords.reserve(work.requests());
        decisions.add(work.decisions());
        figures.add(work.tally());
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

    /** Those whose campaign asks which messages there were. */
    private List<String> looking(List<Claimed> claimed) {
        return claimed.stream()
                .map(one -> one.live().origin())
                .filter(origin -> campaigns
                        .version(origin.campaign(), origin.campaignVersion())
                        .program()
                        .looksAtSends())
                .map(Enrolment.Origin::id)
                .toList();
    }

    private void decideOne(
            EnrolmentEntity row,
            Enrolment.Live live,
            Map<String, Knowledge> answers,
            Map<String, OnRecord> records,
            Map<String, Sends> sends,
            Rewards rewards,
            List<EnrolmentEntity> changed,
            Work work) {
        Enrolment.Origin origin = live.origin();
        CampaignVersion version = campaigns.version(origin.campaign(), origin.campaignVersion());
        if (version.state() == CampaignState.PAUSED) {
            // whoever resumes it wakes those who stand still: it must not happen between looking and standing still
            version = campaigns.versionInFixedState(origin.campaign(), origin.campaignVersion());
        }
        Knowledge knowledge = answers.getOrDefault(origin.customer().value(), new Knowledge.Silence("not asked"));
        OnRecord record = records.getOrDefault(origin.customer().value(), OnRecord.NONE);
        Sends before = sends.getOrDefault(origin.id(), Sends.NONE);
        Walk walk = journey.walk(version, live, knowledge, record, before, rewards, work.now());
        for (Effect effect : walk.effects()) {
            work.record(version, live, effect);
            carryOut(effect, origin, records, work);
        }
        if (walk.isRefused()) {
            enrolments.delete(row);
            work.tally().refused(live);
        } else if (walk.next().origin().customer().equals(origin.customer())) {
            row.become(walk.next());
            changed.add(row);
            work.tally().became(live, walk.next());
        } else {
            enrolments.write(changed);
            changed.clear();
            move(row, version, live, walk, work);
            changed.add(row);
        }
    }

    private void carryOut(Effect effect, Enrolment.Origin origin, Map<String, OnRecord> records, Work work) {
        if (effect instanceof Effect.Send send) {
            work.request(send.request(), origin);
            // another enrolment of the customer may be decided next
            records.computeIfPresent(origin.customer().value(), (id, record) -> record.afterSend(send.request()));
            work.put(commands.parcel(send.request(), send.request().messageClass()));
        } else if (effect instanceof Effect.Tell tell) {
            work.put(commands.parcel(tell.event()));
        } else if (effect instanceof Effect.Given given) {
            work.put(commands.parcel(given.event()));
        } else if (effect instanceof Effect.Call call) {
            webhooks.add(origin, call.step(), call.webhook());
        }
    }

    /** At most one enrolment of a campaign lives for a customer, also when two customers have become one. */
    private void move(EnrolmentEntity row, CampaignVersion version, Enrolment.Live live, Walk walk, Work work) {
        String to = walk.next().origin().customer().value();
        if (enrolments.hasLive(to, live.origin().campaign())) {
            Enrolment.Exited exited = Journey.exit(live, Reason.MERGED, work.now());
            row.become(exited);
            work.tally().became(live, exited);
            String step = version.program().stepAt(live.position());
            work.record(version, live, new Effect.Exits(step, Reason.MERGED, Map.of("to", to)));
        } else {
            row.become(walk.next());
            work.tally().became(live, walk.next());
        }
    }
}
