package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Start;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.segment.SegmentMembers.Answer.Page;
import dev.millrace.trigger.store.BroadcastWaves;
import dev.millrace.trigger.store.BroadcastWaves.Turns;
import dev.millrace.trigger.store.Broadcasts;
import dev.millrace.trigger.store.Broadcasts.Progress;
import dev.millrace.trigger.store.Broadcasts.Run;
import dev.millrace.trigger.store.Broadcasts.State;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.People;
import dev.millrace.trigger.store.PolicyDocuments;
import dev.millrace.trigger.store.ReportFigures;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Starts the members of one page of a broadcast in one transaction with the place of the next page, under the customers'
 * locks. A page that somebody else has done meanwhile is passed over.
 */
@ApplicationScoped
class BroadcastStarts {

    private final Journey journey;
    private final Broadcasts broadcasts;
    private final BroadcastWaves waves;
    private final Campaigns campaigns;
    private final Customers customers;
    private final People people;
    private final Enrolments enrolments;
    private final PolicyDocuments policies;
    private final ReportFigures figures;
    private final DueSends dueSends;
    private final Counters counters;
    private final InstantSource time;

    BroadcastStarts(
            Journey journey,
            Broadcasts broadcasts,
            BroadcastWaves waves,
            Campaigns campaigns,
            Customers customers,
            People people,
            Enrolments enrolments,
            PolicyDocuments policies,
            ReportFigures figures,
            DueSends dueSends,
            Counters counters,
            InstantSource time) {
        this.journey = journey;
        this.broadcasts = broadcasts;
        this.waves = waves;
        this.campaigns = campaigns;
        this.customers = customers;
        this.people = people;
        this.enrolments = enrolments;
        this.policies = policies;
        this.figures = figures;
        this.dueSends = dueSends;
        this.counters = counters;
        this.time = time;
    }

    /**
     * @param answers who lives where, if that matters
     * @param asked who was erased since is not in the segment any more
     */
    void start(Run run, Page page, Map<String, Knowledge> answers, Instant asked) {
        Work work = QuarkusTransaction.requiringNew().call(() -> startInTransaction(run, page, answers, asked));
        work.count(counters);
        dueSends.mayBeDue().raise();
    }

    private Work startInTransaction(Run run, Page page, Map<String, Knowledge> answers, Instant asked) {
        Work work = new Work(time.instant());
        // whoever changes the campaign holds it first, too
        Optional<CampaignVersion> version = campaigns.newestInFixedState(run.campaign());
        Optional<Run> held = broadcasts.lock(run.id());
        boolean isMine = held.isPresent()
                && held.get().version() == run.version()
                && (held.get().state() == State.PLANNED || held.get().state() == State.READING);
        if (!isMine || version.isEmpty() || version.get().state() != CampaignState.ACTIVE) {
            return work;
        }
        version.get().broadcast().ifPresent(broadcast -> {
            TreeSet<String> ids = new TreeSet<>();
            page.members().forEach(member -> ids.add(member.value()));
            customers.lock(ids);
            broadcasts.advance(
                    run, startAll(run, version.get(), broadcast, page, ids, answers, asked, work), work.now());
        });
        return work;
    }

    private Progress startAll(
            Run run,
            CampaignVersion version,
            Beginning.Broadcast broadcast,
            Page page,
            TreeSet<String> ids,
            Map<String, Knowledge> answers,
            Instant asked,
            Work work) {
        Map<String, Instant> erased = people.erasedUntil(ids);
        Map<String, Enrolment> latest = latest(run.campaign(), ids);
        Turns turns = waves.of(run.id());
        OnRecord inForce = OnRecord.NONE.under(policies.inForce());
        Map<String, Integer> refused = new TreeMap<>();
        int started = 0;
        for (CustomerId member : page.members()) {
            String id = member.value();
            Instant goneAt = erased.get(id);
            if (goneAt != null && !goneAt.isBefore(asked)) {
                continue;
            }
            Knowledge answer = answers.getOrDefault(id, new Knowledge.Silence("not asked"));
            ZoneId zone = journey.zone(answer, inForce);
            Instant wave = broadcast.begins(zone);
            Instant turn = turns.next(wave, broadcast.rate(), work.now());
            Journey.Recipient recipient = new Journey.Recipient(member, userId(member));
            Start start = journey.start(version, broadcast, recipient, latest.get(id), wave, turn, work.now());
            if (start instanceof Start.Enrolled enrolled) {
                enrolments.add(enrolled.enrolment());
                work.tally().entered(enrolled.enrolment());
                latest.put(id, enrolled.enrolment());
                turns.take(wave, work.now());
                work.count(counting -> counting.started(run.campaign()));
                started++;
            } else {
                String why = ((Start.Refused) start).why().text();
                refused.merge(why, 1, Integer::sum);
                work.count(counting -> counting.notStarted(run.campaign(), why));
            }
        }
        enrolments.flush();
        figures.add(work.tally());
        waves.write(run.id(), turns);
        return new Progress(page.next(), page.members().size(), started, refused);
    }

    private Map<String, Enrolment> latest(String campaign, TreeSet<String> ids) {
        Map<String, Enrolment> latest = new HashMap<>();
        List<EnrolmentEntity> rows = ids.isEmpty() ? List.of() : enrolments.lockLatest(ids);
        for (EnrolmentEntity row : rows) {
            Enrolment enrolment = row.toEnrolment();
            if (enrolment.origin().campaign().equals(campaign)) {
                latest.put(enrolment.origin().customer().value(), enrolment);
            }
        }
        return latest;
    }

    private static @Nullable String userId(CustomerId customer) {
        String value = customer.value();
        return customer.kind() == CustomerId.Kind.USER ? value.substring(value.indexOf(':') + 1) : null;
    }
}
