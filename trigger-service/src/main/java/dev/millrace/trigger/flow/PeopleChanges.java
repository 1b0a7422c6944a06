package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Decisions;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.Goals;
import dev.millrace.trigger.store.MessageEntity;
import dev.millrace.trigger.store.Messages;
import dev.millrace.trigger.store.OnRecords;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.Outbox.Parcel;
import dev.millrace.trigger.store.People;
import dev.millrace.trigger.store.ReportFigures;
import dev.millrace.trigger.store.RewardDesk;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What it means that two customers are one, or that a person is to be forgotten. Each in one transaction, under the locks of
 * all whom it concerns; doing it again changes nothing.
 */
@ApplicationScoped
public class PeopleChanges {

    private final Customers customers;
    private final People people;
    private final Campaigns campaigns;
    private final Enrolments enrolments;
    private final Messages messages;
    private final Decisions decisions;
    private final OnRecords onRecords;
    private final Goals goals;
    private final AudienceOccurrences audiences;
    private final ReportFigures figures;
    private final RewardDesk rewards;
    private final Outbox outbox;
    private final Commands commands;
    private final DueSends dueSends;
    private final Counters counters;
    private final InstantSource time;

    PeopleChanges(
            Customers customers,
            People people,
            Campaigns campaigns,
            Enrolments enrolments,
            Messages messages,
            Decisions decisions,
            OnRecords onRecords,
            Goals goals,
            AudienceOccurrences audiences,
            ReportFigures figures,
            RewardDesk rewards,
            Outbox outbox,
            Commands commands,
            DueSends dueSends,
            Counters counters,
            InstantSource time) {
        this.customers = customers;
        this.people = people;
        this.campaigns = campaigns;
        this.enrolments = enrolments;
        this.messages = messages;
        this.decisions = decisions;
        this.onRecords = onRecords;
        this.goals = goals;
        this.audiences = audiences;
        this.figures = figures;
        this.rewards = rewards;
        this.outbox = outbox;
        this.commands = commands;
        this.dueSends = dueSends;
        this.counters = counters;
        this.time = time;
    }

    /** Journeys, messages, counted sends and decisions go to the other one, or to whom that one has become since. */
    public void merge(CustomerLink link) {
        Work work = QuarkusTransaction.requiringNew().call(() -> mergeInTransaction(link));
        work.count(counters);
        dueSends.mayBeDue().raise();
    }

    private Work mergeInTransaction(CustomerLink link) {
        String from = link.customer().value();
        String into = link.mergedInto().value();
        // all at once and in order, so that nobody who holds one of them waits for another
        customers.lock(new TreeSet<>(List.of(from, into, people.now(into).orElse(into))));
        people.link(from, into, link.at());
        String to = people.now(from).orElse(into);
        Work work = new Work(time.instant());
        figures.subtractGoals(from);
        goals.move(from, to);
        people.move(from, to);
        onRecords.move(from, to);
        rewards.move(from, to, work.now()).forEach(event -> work.put(commands.parcel(event)));
        for (EnrolmentEntity row : enrolments.lockAll(from)) {
            move(row, CustomerId.of(to), work);
        }
        decisions.add(work.decisions());
        figures.add(work.tally());
        // now that all they were reached by is one customer's
        goals.lookAgain(List.of(to));
        audiences.merged(link.customer(), to, work.now());
        outbox.add(work.parcels(), work.now());
        return work;
    }

    /** At most one enrolment of a campaign lives for a customer. */
    private void move(EnrolmentEntity row, CustomerId to, Work work) {
        if (row.toEnrolment() instanceof Enrolment.Live live) {
            Enrolment.Live moved = Journey.merge(live, to, work.now());
            if (enrolments.hasLive(to.value(), live.origin().campaign())) {
                CampaignVersion version = versionOf(live);
                String step = version.program().stepAt(live.position());
                Enrolment.Exited exited = Journey.exit(moved, Reason.MERGED, work.now());
                row.become(exited);
                work.tally().became(live, exited);
                work.record(version, moved, new Effect.Exits(step, Reason.MERGED, Map.of("to", to.value())));
            } else {
                row.become(moved);
            }
        } else {
            row.belongTo(to);
        }
        enrolments.flush();
    }

    private CampaignVersion versionOf(Enrolment.Live live) {
        return campaigns.version(live.origin().campaign(), live.origin().campaignVersion());
    }

    /** The id was given up so long ago that whoever comes with it is somebody else. */
    @Transactional
    public void separate(CustomerId customer) {
        customers.lock(new TreeSet<>(List.of(customer.value())));
        people.unlink(customer.value());
    }

    /** What is under way stops, what may not have been sent yet is revoked, and all rows go. */
    @Transactional
    public void forget(CustomerErased erased) {
        String customer = erased.customer().value();
        Instant now = time.instant();
        customers.lock(new TreeSet<>(List.of(customer)));
        // so that nothing changes between taking the figures back and taking away what they were counted from
        enrolments.lockAll(customer);
        figures.subtract(customer);
        goals.erase(customer);
        audiences.erased(erased.customer(), now);
        List<Parcel> revocations = new ArrayList<>();
        for (MessageEntity message : messages.revocable(List.of(customer), now)) {
            MessageCancelled cancelled = new MessageCancelled(
                    message.id(), CustomerId.of(message.addressedTo()), MessageCancelled.ERASED, now);
            revocations.add(commands.parcel(cancelled, message.messageClass()));
        }
        people.forget(customer, erased.at());
        onRecords.erase(customer);
        rewards.erase(customer);
        outbox.add(revocations, now);
    }
}
