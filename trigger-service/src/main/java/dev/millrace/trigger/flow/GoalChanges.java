package dev.millrace.trigger.flow;

import dev.millrace.trigger.report.Attribution;
import dev.millrace.trigger.report.Attribution.Credit;
import dev.millrace.trigger.report.Attribution.Share;
import dev.millrace.trigger.report.Cell;
import dev.millrace.trigger.report.Figures;
import dev.millrace.trigger.report.MessageRef;
import dev.millrace.trigger.report.Tally;
import dev.millrace.trigger.store.GoalCredits.Credited;
import dev.millrace.trigger.store.GoalCredits.Reached;
import dev.millrace.trigger.store.GoalCredits.Started;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what what was found about goals differs from what was found before. What is credited to a closed day stays so. */
final class GoalChanges {

    private final LocalDate open;
    private final List<Credited> kept = new ArrayList<>();
    private final List<Credited> withdrawn = new ArrayList<>();
    private final List<Credited> credited = new ArrayList<>();
    private final List<Started> before = new ArrayList<>();
    private final List<Started> shared = new ArrayList<>();

    GoalChanges(LocalDate open) {
        this.open = open;
    }

    List<Credited> withdrawn() {
        return withdrawn;
    }

    List<Credited> credited() {
        return credited;
    }

    /** Enrolments with what they are counted to have reached now. */
    List<Started> shared() {
        return shared;
    }

    void compare(
            String customer,
            Attribution found,
            List<Reached> reached,
            List<Started> started,
            List<Credited> creditedBefore) {
        Map<String, MessageRef> messages = new HashMap<>();
        reached.forEach(one -> messages.put(one.message().id(), one.message()));
        Set<String> settled = new HashSet<>();
        for (Credited old : creditedBefore) {
            boolean closed = old.message().day().isBefore(open);
            if (closed || old.credit().equals(found.credits().get(old.key()))) {
                settled.add(old.key());
                kept.add(old);
            } else {
                withdrawn.add(old);
            }
        }
        found.credits().forEach((key, credit) -> {
            MessageRef message = messages.get(credit.message());
            if (!settled.contains(key) && message != null) {
                credited.add(new Credited(customer, key, message, credit));
            }
        });
        for (Started one : started) {
            share(one, found.shares().get(one.enrolment()));
        }
    }

    private void share(Started one, @Nullable Share share) {
        boolean sameVersion = one.share() == null || one.countedUnder() == one.version();
        if (!isSame(one.share(), share) || !sameVersion) {
            before.add(one);
            shared.add(new Started(
                    one.enrolment(),
                    one.customer(),
                    one.campaign(),
                    one.version(),
                    one.at(),
                    one.heldOut(),
                    one.version(),
                    share));
        }
    }

    private static boolean isSame(@Nullable Share one, @Nullable Share other) {
        return one == null || other == null
                ? one == other
                : one.goals() == other.goals() && one.revenue().compareTo(other.revenue()) == 0;
    }

    void count(Tally tally) {
        withdrawn.forEach(one -> count(tally, one, BigDecimal.ONE.negate()));
        credited.forEach(one -> count(tally, one, BigDecimal.ONE));
        countConverted(tally);
        before.forEach(one -> count(tally, one, BigDecimal.ONE.negate()));
        shared.forEach(one -> count(tally, one, BigDecimal.ONE));
    }

    private static void count(Tally tally, Credited one, BigDecimal factor) {
        Credit credit = one.credit();
        one.message().count(tally, Figures.GOALS, factor);
        if (credit.worth() != null) {
            one.message().count(tally, Figures.REVENUE, credit.worth().multiply(factor));
        }
        if (credit.unpriced()) {
            one.message().count(tally, Figures.UNPRICED, factor);
        }
    }

    /** Messages with any goal, before and after. */
    private void countConverted(Tally tally) {
        Map<String, MessageRef> had = new HashMap<>();
        Map<String, MessageRef> has = new HashMap<>();
        kept.forEach(one -> had.put(one.message().id(), one.message()));
        has.putAll(had);
        withdrawn.forEach(one -> had.put(one.message().id(), one.message()));
        credited.forEach(one -> has.put(one.message().id(), one.message()));
        had.values().forEach(one -> one.count(tally, Figures.CONVERTED, BigDecimal.ONE.negate()));
        has.values().forEach(one -> one.count(tally, Figures.CONVERTED, BigDecimal.ONE));
    }

    private static void count(Tally tally, Started one, BigDecimal factor) {
        Share share = one.share();
        if (share != null) {
            count(tally, one, Figures.REACHED, factor);
            count(tally, one, Figures.REACHED_REVENUE, share.revenue().multiply(factor));
            count(
                    tally,
                    one,
                    Figures.REACHED_SQUARES,
                    share.revenue().multiply(share.revenue()).multiply(factor));
        }
    }

    private static void count(Tally tally, Started one, String figure, BigDecimal change) {
        LocalDate day = Cell.dayOf(one.at());
        tally.add(new Cell(one.campaign(), one.countedUnder(), day, one.heldOut(), "", "", figure), change);
    }
}
