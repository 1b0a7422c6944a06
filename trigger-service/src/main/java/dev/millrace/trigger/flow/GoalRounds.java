package dev.millrace.trigger.flow;

import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.report.Attribution;
import dev.millrace.trigger.report.GoalEvent;
import dev.millrace.trigger.report.Rates;
import dev.millrace.trigger.report.Run;
import dev.millrace.trigger.report.Tally;
import dev.millrace.trigger.report.Touch;
import dev.millrace.trigger.segment.ShopRates;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.GoalCredits;
import dev.millrace.trigger.store.GoalCredits.Credited;
import dev.millrace.trigger.store.GoalCredits.Reached;
import dev.millrace.trigger.store.GoalCredits.Started;
import dev.millrace.trigger.store.Goals;
import dev.millrace.trigger.store.Goals.Unpriced;
import dev.millrace.trigger.store.People;
import dev.millrace.trigger.store.ReportFigures;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what brought about the goals of customers of whom something new is known, and changes the figures by what differs
 * from what was found before. So it does not matter in which order things become known, or how often. Under the customers' locks;
 * dying in the middle leaves nothing done, and the customers due.
 */
@ApplicationScoped
class GoalRounds {

    private static final int MOST = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Goals goals;
    private final GoalCredits credits;
    private final Campaigns campaigns;
    private final Customers customers;
    private final People people;
    private final ReportFigures figures;
    private final ShopRates rates;
    private final Loop loop;
    /** Known to the loop's one thread: those with which amounts were converted last. */
    private @Nullable Rates tried;

    GoalRounds(
            Goals goals,
            GoalCredits credits,
            Campaigns campaigns,
            Customers customers,
            People people,
            ReportFigures figures,
            ShopRates rates,
            Counters counters) {
        this.goals = goals;
        this.credits = credits;
        this.campaigns = campaigns;
        this.customers = customers;
        this.people = people;
        this.figures = figures;
        this.rates = rates;
        this.loop = new Loop("goals", goals.due(), PAUSE, this::round, e -> counters.roundFailed("goals"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean round() {
        Optional<Rates> now = rates.now();
        if (now.isPresent() && !now.get().equals(tried)) {
            QuarkusTransaction.requiringNew().run(goals::lookAgainAtUnpriced);
            tried = now.get();
        }
        return QuarkusTransaction.requiringNew().call(() -> look(now));
    }

    private boolean look(Optional<Rates> rates) {
        List<String> due = goals.dueNow(MOST);
        if (due.isEmpty()) {
            return false;
        }
        Map<String, String> merged = new HashMap<>();
        due.forEach(customer -> people.now(customer).ifPresent(to -> merged.put(customer, to)));
        TreeSet<String> locked = new TreeSet<>(due);
        locked.addAll(merged.values());
        customers.lock(locked);
        TreeSet<String> taken = new TreeSet<>(goals.take(due));
        merged.forEach((from, to) -> {
            if (taken.remove(from)) {
                // was told under an id that had been given up
                figures.subtractGoals(from);
                goals.move(from, to);
                taken.add(to);
            }
        });
        rates.ifPresent(known -> price(taken, known));
        Tally tally = new Tally();
        find(taken, tally);
        figures.add(tally);
        return due.size() == MOST;
    }

    private void price(Collection<String> taken, Rates known) {
        Map<Unpriced, BigDecimal> worths = new HashMap<>();
        for (Unpriced one : goals.unpriced(taken)) {
            known.worth(one.amount(), one.currency()).ifPresent(worth -> worths.put(one, worth));
        }
        goals.price(worths);
    }

    private void find(Collection<String> taken, Tally tally) {
        Map<String, List<GoalEvent>> events = goals.of(taken);
        Aims aims = new Aims(campaigns);
        LocalDate open = credits.open();
        List<Reached> reached = credits.reached(taken);
        List<Started> started = credits.started(taken);
        List<Credited> before = credits.credited(taken);
        GoalChanges changes = new GoalChanges(open);
        for (String customer : taken) {
            List<Reached> mine = reached.stream()
                    .filter(one -> one.message().customer().equals(customer))
                    .toList();
            List<Started> runs = started.stream()
                    .filter(one -> one.customer().equals(customer))
                    .toList();
            List<Credited> credited = before.stream()
                    .filter(one -> one.customer().equals(customer))
                    .toList();
            Attribution found =
                    Attribution.of(events.getOrDefault(customer, List.of()), touches(mine, aims), runs(runs, aims));
            changes.compare(customer, found, mine, runs, credited);
        }
        changes.count(tally);
        credits.withdraw(changes.withdrawn());
        credits.credit(changes.credited());
        credits.share(changes.shared());
    }

    private static List<Touch> touches(List<Reached> reached, Aims aims) {
        List<Touch> touches = new ArrayList<>();
        for (Reached one : reached) {
            Goal goal = aims.of(one.message().campaign(), one.message().version());
            Goal.Touch kind = Goal.Touch.valueOf(one.kind().toUpperCase(Locale.ROOT));
            if (goal != null && kind.compareTo(goal.touch()) >= 0) {
                touches.add(new Touch(one.message().id(), goal.watchId(), goal.within(), kind.ordinal(), one.at()));
            }
        }
        return touches;
    }

    private static List<Run> runs(List<Started> started, Aims aims) {
        List<Run> runs = new ArrayList<>();
        for (Started one : started) {
            Goal goal = aims.of(one.campaign(), one.version());
            if (goal != null) {
                runs.add(new Run(one.enrolment(), one.campaign(), goal.watchId(), goal.within(), one.at()));
            }
        }
        return runs;
    }

    /** The goals of campaigns' versions, each looked up once. */
    private record Aims(Campaigns campaigns, Map<String, Optional<Goal>> known) {

        Aims(Campaigns campaigns) {
            this(campaigns, new HashMap<>());
        }

        @Nullable
        Goal of(String campaign, int version) {
            return known.computeIfAbsent(
                            campaign + " " + version,
                            any -> Optional.ofNullable(campaigns
                                    .version(campaign, version)
                                    .campaign()
                                    .goal()))
                    .orElse(null);
        }
    }
}
