package dev.millrace.trigger.flow;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Decisions;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.Inbox;
import dev.millrace.trigger.store.Messages;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.People;
import dev.millrace.trigger.store.ReportFigures;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Applies a batch of transitions in one transaction: lock the customers, note the transitions in the inbox, change the
 * enrolments, put commands in the outbox. Applying a batch again changes nothing. Any failure leaves no trace of the batch.
 */
@ApplicationScoped
public class TransitionBatches {

    private final Journey journey;
    private final Customers customers;
    private final Inbox inbox;
    private final PolicyFeedback feedback;
    private final RewardFeedback rewardFeedback;
    private final People people;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Messages messages;
    private final Decisions decisions;
    private final GoalOccurrences goals;
    private final AudienceOccurrences audiences;
    private final ReportFigures figures;
    private final Outbox outbox;
    private final Commands commands;
    private final Counters counters;
    private final DueSends dueSends;
    private final HandOver handOver;
    private final InstantSource time;

    TransitionBatches(
            Journey journey,
            Customers customers,
            Inbox inbox,
            PolicyFeedback feedback,
            RewardFeedback rewardFeedback,
            People people,
            Campaigns campaigns,
            Enrolments enrolments,
            Messages messages,
            Decisions decisions,
            GoalOccurrences goals,
            AudienceOccurrences audiences,
            ReportFigures figures,
            Outbox outbox,
            Commands commands,
            Counters counters,
            DueSends dueSends,
            HandOver handOver,
            InstantSource time) {
        this.journey = journey;
        this.customers = customers;
        this.inbox = inbox;
        this.feedback = feedback;
        this.rewardFeedback = rewardFeedback;
        this.people = people;
        this.campaigns = campaigns;
        this.enrolments = enrolments;
        this.messages = messages;
        this.decisions = decisions;
        this.goals = goals;
        this.audiences = audiences;
        this.figures = figures;
        this.outbox = outbox;
        this.commands = commands;
        this.counters = counters;
        this.dueSends = dueSends;
        this.handOver = handOver;
        this.time = time;
    }

    /** Returns when everything is committed. */
    public void apply(List<SegmentTransition> transitions) {
        if (transitions.isEmpty()) {
            return;
        }
        BatchWork work = QuarkusTransaction.requiringNew().call(() -> applyInTransaction(transitions));
        work.work().count(counters);
        handOver.put(work.claimed(), work.work().now());
        if (work.maybeDue()) {
            dueSends.mayBeDue().raise();
        }
    }

    /** Without what happened to people before they were erased, and is read after it. */
    private List<SegmentTransition> counting(List<SegmentTransition> transitions, TreeSet<String> ids) {
        Map<String, Instant> erased = people.erasedUntil(ids);
        if (erased.isEmpty()) {
            return transitions;
        }
        return transitions.stream()
                .filter(transition -> {
                    Instant until = erased.get(transition.customer().value());
                    boolean counts = until == null || transition.decidedAt().isAfter(until);
                    if (!counts) {
                        counters.notStarted("none", "erased");
                    }
                    return counts;
                })
                .toList();
    }

    private BatchWork applyInTransaction(List<SegmentTransition> transitions) {
        TreeSet<String> ids = transitions.stream()
                .map(transition -> transition.customer().value())
                .collect(Collectors.toCollection(TreeSet::new));
        customers.lock(ids);
        Instant now = time.instant();
        List<SegmentTransition> fresh = inbox.accept(counting(transitions, ids), now);
        BatchWork work = new BatchWork(journey, campaigns, enrolments, commands, handOver, new Work(now));
        if (fresh.isEmpty()) {
            return work;
        }
        feedback.apply(fresh, now);
        rewardFeedback.apply(fresh, work.work());
        goals.note(fresh);
        audiences.note(fresh, now);
        work.load(enrolments.lockLatest(ids), messages.revocable(ids, now));
        List<CampaignVersion> active = campaigns.active();
        fresh.forEach(transition -> work.apply(transition, active));
        decisions.add(work.work().decisions());
        figures.add(work.work().tally());
        outbox.add(work.work().parcels(), now);
        return work;
    }
}
