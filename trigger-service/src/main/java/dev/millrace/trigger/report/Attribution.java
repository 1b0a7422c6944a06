package dev.millrace.trigger.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What brought about the goals that one customer reached, from all that is known of the customer, in whatever order it became
 * known.
 *
 * <p>A goal is credited to the message that touched the customer last before it, if its campaign's window was still open: once,
 * however many campaigns have it for a goal. And it counts for each campaign of which an enrolment's window was open, touched or
 * not, for the latest of them: that is what a hold-out group is compared by.
 */
public record Attribution(Map<String, Credit> credits, Map<String, Share> shares) {

    public static final String CANCELLED = "goal-cancelled";
    public static final String REFUNDED = "goal-refunded";

    /** Which message gets a goal, by the goal's key. */
    public record Credit(String message, Instant at, @Nullable BigDecimal worth, boolean unpriced) {}

    /** What an enrolment reached: of no money, if nothing had an amount. */
    public record Share(int goals, BigDecimal revenue) {

        Share plus(@Nullable BigDecimal worth) {
            return new Share(goals + 1, worth == null ? revenue : revenue.add(worth));
        }
    }

    private static final Comparator<Touch> LAST =
            Comparator.comparing(Touch::at).thenComparingInt(Touch::strength).thenComparing(Touch::message);

    public Attribution {
        credits = Map.copyOf(credits);
        shares = Map.copyOf(shares);
    }

    public static Attribution of(List<GoalEvent> events, List<Touch> touches, List<Run> runs) {
        Map<String, Credit> credits = new HashMap<>();
        Map<String, Share> shares = new HashMap<>();
        byKey(events).forEach((key, told) -> {
            List<GoalEvent> goals = reached(told);
            goals.stream()
                    .flatMap(goal -> candidate(goal, touches).stream())
                    .max(Comparator.comparing(Candidate::touch, LAST))
                    .ifPresent(best -> credits.put(key, best.credit()));
            latestOfEachCampaign(goals, runs)
                    .forEach((run, goal) -> shares.merge(
                            run.enrolment(),
                            new Share(0, BigDecimal.ZERO).plus(goal.worth()),
                            (one, other) -> one.plus(goal.worth())));
        });
        return new Attribution(credits, shares);
    }

    private record Candidate(Touch touch, GoalEvent goal) {

        Credit credit() {
            return new Credit(touch.message(), goal.at(), goal.worth(), goal.hasAmount() && goal.worth() == null);
        }
    }

    private static Optional<Candidate> candidate(GoalEvent goal, List<Touch> touches) {
        return touches.stream()
                .filter(touch -> touch.mayHaveBroughtAbout(goal))
                .max(LAST)
                .map(touch -> new Candidate(touch, goal));
    }

    /** A goal counts for one enrolment of a campaign, also where windows overlap. */
    private static Map<Run, GoalEvent> latestOfEachCampaign(List<GoalEvent> goals, List<Run> runs) {
        Map<String, Run> latest = new TreeMap<>();
        Map<Run, GoalEvent> counted = new HashMap<>();
        for (Run run : runs) {
            Optional<GoalEvent> covered = goals.stream().filter(run::covers).findFirst();
            if (covered.isPresent()) {
                latest.merge(run.campaign(), run, Attribution::later);
                counted.put(run, covered.get());
            }
        }
        counted.keySet().retainAll(new HashSet<>(latest.values()));
        return counted;
    }

    private static Run later(Run one, Run other) {
        Comparator<Run> order = Comparator.comparing(Run::startedAt).thenComparing(Run::enrolment);
        return order.compare(one, other) >= 0 ? one : other;
    }

    private static Map<String, List<GoalEvent>> byKey(List<GoalEvent> events) {
        Map<String, List<GoalEvent>> byKey = new TreeMap<>();
        events.forEach(event ->
                byKey.computeIfAbsent(event.key(), any -> new ArrayList<>()).add(event));
        return byKey;
    }

    /** The first time it was told under each watch, less what was paid back; nothing if it was cancelled. */
    private static List<GoalEvent> reached(List<GoalEvent> told) {
        if (told.stream().anyMatch(event -> event.watch().equals(CANCELLED))) {
            return List.of();
        }
        List<GoalEvent> refunds =
                told.stream().filter(event -> event.watch().equals(REFUNDED)).toList();
        Map<String, GoalEvent> first = new TreeMap<>();
        Set<String> corrections = Set.of(CANCELLED, REFUNDED);
        told.stream()
                .filter(event -> !corrections.contains(event.watch()))
                .sorted(Comparator.comparing(GoalEvent::at).thenComparing(event -> String.valueOf(event.worth())))
                .forEach(event -> first.putIfAbsent(event.watch(), event));
        return first.values().stream().map(event -> less(event, refunds)).toList();
    }

    private static GoalEvent less(GoalEvent goal, List<GoalEvent> refunds) {
        BigDecimal worth = goal.worth();
        if (worth == null || refunds.isEmpty()) {
            return goal;
        }
        boolean whole = refunds.stream().anyMatch(refund -> !refund.hasAmount());
        BigDecimal back = refunds.stream()
                .map(GoalEvent::worth)
                .filter(Objects::nonNull)
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal left = whole ? BigDecimal.ZERO : worth.subtract(back).max(BigDecimal.ZERO);
        return new GoalEvent(goal.watch(), goal.key(), goal.at(), left, goal.hasAmount());
    }
}
