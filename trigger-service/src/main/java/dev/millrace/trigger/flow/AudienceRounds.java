package dev.millrace.trigger.flow;

import dev.millrace.trigger.audience.Audience;
import dev.millrace.trigger.audience.Entry;
import dev.millrace.trigger.audience.Standing;
import dev.millrace.trigger.segment.AudienceKnowledge;
import dev.millrace.trigger.segment.AudienceKnowledge.Members;
import dev.millrace.trigger.store.AudienceDue;
import dev.millrace.trigger.store.AudienceDue.Due;
import dev.millrace.trigger.store.AudienceMembers;
import dev.millrace.trigger.store.Audiences;
import dev.millrace.trigger.store.Customers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills lists page by page, and keeps them as segment-service says. Asking happens outside of transactions; what was noted
 * meanwhile about a customer makes the answer void. Dying in the middle costs the lease.
 */
@ApplicationScoped
class AudienceRounds {

    private static final int MOST = 200;
    private static final int MOST_OLD = 50_000;
    private static final Duration LOOKED_AT = Duration.ofDays(7);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final Audiences audiences;
    private final AudienceMembers members;
    private final AudienceDue due;
    private final AudienceKnowledge knowledge;
    private final Customers customers;
    private final InstantSource time;
    private final Loop loop;

    AudienceRounds(
            Audiences audiences,
            AudienceMembers members,
            AudienceDue due,
            AudienceKnowledge knowledge,
            Customers customers,
            Counters counters,
            InstantSource time) {
        this.audiences = audiences;
        this.members = members;
        this.due = due;
        this.knowledge = knowledge;
        this.customers = customers;
        this.time = time;
        this.loop = new Loop("audiences", due.raised(), PAUSE, this::round, e -> counters.roundFailed("audiences"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** A changed address is no transition: whoever is on a list is asked about now and then. */
    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookAtOldest() {
        Instant now = time.instant();
        QuarkusTransaction.requiringNew().run(() -> due.addUnchecked(now.minus(LOOKED_AT), now, MOST_OLD));
    }

    private boolean round() {
        boolean filled = false;
        for (Audiences.Kept kept : audiences.unfilled()) {
            filled |= fill(kept);
        }
        return look() || filled;
    }

    /** The next page; whoever else fills the same one is too late. */
    private boolean fill(Audiences.Kept kept) {
        Optional<Members> page = knowledge.members(kept.audience().segment(), kept.fillAfter());
        return page.isPresent()
                && QuarkusTransaction.requiringNew().call(() -> {
                    Instant now = time.instant();
                    if (audiences.filled(kept, page.get().next(), now)) {
                        due.add(page.get().customers(), Instant.EPOCH, now);
                        return true;
                    }
                    return false;
                });
    }

    private boolean look() {
        Instant now = time.instant();
        List<Due> claimed = QuarkusTransaction.requiringNew().call(() -> due.claim(now, now.plus(LEASE), MOST));
        if (claimed.isEmpty()) {
            return false;
        }
        Map<String, Standing> standings =
                knowledge.of(claimed.stream().map(Due::customer).toList());
        QuarkusTransaction.requiringNew().run(() -> place(claimed, standings));
        return claimed.size() == MOST && !standings.isEmpty();
    }

    private void place(List<Due> claimed, Map<String, Standing> standings) {
        customers.lock(claimed.stream().map(Due::customer).collect(Collectors.toCollection(TreeSet::new)));
        List<Audience> inForce = audiences.lockInForce();
        List<Due> answered = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        for (Due one : claimed) {
            Standing standing = standings.get(one.customer());
            if (standing == null || standing.asOf().isBefore(one.knownTo())) {
                unanswered.add(one.customer());
            } else if (due.done(one)) {
                answered.add(one);
            }
        }
        for (Audience audience : inForce) {
            // first who comes, then who goes: a hash that only changes hands is not told
            for (boolean on : List.of(true, false)) {
                for (Due one : answered) {
                    Entry entry = entry(audience, one.customer(), standings);
                    if (on == (entry != null)) {
                        members.put(audience, one.customer(), entry, time.instant());
                    }
                }
            }
        }
        due.again(unanswered, time.instant().plus(ASK_AGAIN));
    }

    /** Who has become somebody else has no place of their own. */
    private static @Nullable Entry entry(Audience audience, String customer, Map<String, Standing> standings) {
        Standing standing = standings.get(customer);
        return standing == null || !standing.id().equals(customer) ? null : audience.entryFor(standing);
    }
}
