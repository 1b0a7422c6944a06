package dev.millrace.trigger.flow;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.segment.SegmentKnowledge;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.Signal;
import dev.millrace.trigger.store.StoreFailure;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Works on enrolments that are due: take those that have just begun and claim some of the others in one transaction, ask
 * segment-service about their customers outside of any, decide in another. Dying in between costs the lease, not a send;
 * being slower than the lease costs the work, because whoever claims next changes the version that {@link SendDecisions}
 * checks.
 */
@ApplicationScoped
public class DueSends {

    /** One question: the campaigns of a higher priority first. */
    private record Asked(int priority, String campaign, int version) implements Comparable<Asked> {

        private static final Comparator<Asked> ORDER = Comparator.comparingInt(Asked::priority)
                .reversed()
                .thenComparing(Asked::campaign)
                .thenComparing(Asked::version);

        @Override
        public int compareTo(Asked other) {
            return ORDER.compare(this, other);
        }
    }

    private static final int MOST_CLAIMED = 500;

    private final TriggerConfig config;
    private final Enrolments enrolments;
    private final Campaigns campaigns;
    private final SegmentKnowledge knowledge;
    private final SendDecisions decisions;
    private final HandOver handOver;
    private final Counters counters;
    private final InstantSource time;
    private final Signal mayBeDue = new Signal();
    private final Loop loop;

    DueSends(
            TriggerConfig config,
            Enrolments enrolments,
            Campaigns campaigns,
            SegmentKnowledge knowledge,
            SendDecisions decisions,
            HandOver handOver,
            Counters counters,
            InstantSource time) {
        if (config.claim() < 1 || config.claim() > MOST_CLAIMED) {
            throw new IllegalArgumentException("millrace.trigger.claim is " + config.claim() + "; expected 1 to "
                    + MOST_CLAIMED + ", as many customers as segment-service answers for at once");
        }
        this.config = config;
        this.enrolments = enrolments;
        this.campaigns = campaigns;
        this.knowledge = knowledge;
        this.decisions = decisions;
        this.handOver = handOver;
        this.counters = counters;
        this.time = time;
        this.loop = new Loop("due-sends", mayBeDue, config.poll(), this::round, e -> counters.roundFailed("due-sends"));
    }

    /** Raise it when an enrolment may have fallen due. */
    Signal mayBeDue() {
        return mayBeDue;
    }

    void start(@Observes StartupEvent event) {
        loop.start(config.workers());
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Returns whether there may be more that is due now. */
    private boolean round() {
        List<Claimed> born = handOver.take(config.claim());
        noteLag(born, time.instant());
        decide(born);
        List<Claimed> claimed = QuarkusTransaction.requiringNew().call(this::claim);
        boolean isFull = claimed.size() == config.claim();
        handOver.backlog(isFull);
        decide(claimed);
        return isFull || !handOver.isEmpty();
    }

    private void decide(List<Claimed> claimed) {
        Map<Asked, List<Claimed>> groups = new TreeMap<>();
        for (Claimed one : claimed) {
            Enrolment.Origin origin = one.live().origin();
            Asked asked = new Asked(origin.priority(), origin.campaign(), origin.campaignVersion());
            groups.computeIfAbsent(asked, any -> new ArrayList<>()).add(one);
        }
        groups.forEach((asked, group) -> decide(campaigns.version(asked.campaign(), asked.version()), group));
    }

    private List<Claimed> claim() {
        Instant now = time.instant();
        List<EnrolmentEntity> rows = enrolments.claim(now, now.plus(config.lease()), config.claim());
        List<Claimed> claimed = rows.stream()
                .map(row -> new Claimed((Enrolment.Live) row.toEnrolment(), row.version()))
                .toList();
        noteLag(claimed, now);
        return claimed;
    }

    private void noteLag(List<Claimed> claimed, Instant now) {
        claimed.stream()
                .filter(one -> one.live().asked() == 0)
                .forEach(one -> counters.claimLag(Duration.between(one.live().dueAt(), now)));
    }

    private void decide(CampaignVersion version, List<Claimed> group) {
        TreeSet<String> customers = new TreeSet<>();
        Map<String, String> about = new HashMap<>();
        Instant now = time.instant();
        Instant newest = Instant.EPOCH;
        for (Claimed one : group) {
            Enrolment.Origin origin = one.live().origin();
            customers.add(origin.customer().value());
            String product = origin.trigger().product();
            if (product != null) {
                about.put(origin.customer().value(), product);
            }
            Instant due = one.live().dueAt();
            newest = due.isAfter(newest) && !due.isAfter(now) ? due : newest;
        }
        // of a campaign that does not go on, nobody has to be asked
        Map<String, Knowledge> answers = version.state() == CampaignState.ACTIVE
                ? knowledge.ask(
                        version.campaign().id(),
                        version.program().questions(),
                        version.program().products(),
                        about,
                        customers,
                        newest)
                : unasked(customers);
        decide(group, answers);
    }

    /** One that can't be written down does not hold up the others. It is tried again each time its lease ends. */
    private void decide(List<Claimed> group, Map<String, Knowledge> answers) {
        try {
            decisions.decide(group, answers);
        } catch (RuntimeException e) {
            if (group.size() == 1 || !StoreFailure.isOfValues(e)) {
                throw e;
            }
            @Nullable RuntimeException last = null;
            for (Claimed one : group) {
                try {
                    String customer = one.live().origin().customer().value();
                    decisions.decide(List.of(one), Map.of(customer, Objects.requireNonNull(answers.get(customer))));
                } catch (RuntimeException failed) {
                    last = failed;
                }
            }
            if (last != null) {
                throw last;
            }
        }
    }

    private static Map<String, Knowledge> unasked(TreeSet<String> customers) {
        Map<String, Knowledge> answers = new HashMap<>();
        customers.forEach(customer -> answers.put(customer, new Knowledge.Silence("not asked")));
        return answers;
    }
}
