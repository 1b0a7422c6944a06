package dev.millrace.segment.membership;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RuleHistoryTest {

    private static final int SECONDS = 30;
    private static final int CHANGES = 3;

    /** Whom a walk passes without a word is written nowhere: a reader must find what the walk found. */
    @Property
    void shouldTellOfWhomAWalkPassedWhatIsToldOfWhomItWrote(@ForAll long seed) {
        Random random = new Random(seed);
        Customer start = withCart(random);
        RuleHistory rules = RuleHistory.of(rules(random));
        Customer passed = MembershipTracker.onTime(ANNA, start, second(0), rules, position(second(0)))
                .customer();
        Customer written = passed;
        List<String> toldOfPassed = new ArrayList<>();
        List<String> toldOfWritten = new ArrayList<>();
        int now = 0;
        for (int change = 0; change < CHANGES; change++) {
            now += 1 + random.nextInt(SECONDS / CHANGES);
            Instant at = second(now);
            rules = rules.then(rules.current()
                    .then(
                            at,
                            SegmentTransition.Cause.DEFINITION,
                            rules(random),
                            rules.current().facts()));
            Change moved = MembershipTracker.onTime(ANNA, written, at, rules, position(at));
            written = tell(moved, toldOfWritten);
            Customer caughtUp = rules.caughtUp(ANNA, passed);
            if (MembershipTracker.onDefinitions(ANNA, caughtUp, at, rules, position(at))
                    instanceof Effect.Moved effect) {
                passed = tell(effect.change(), toldOfPassed);
            }
            rules = rules.swept(rules.sweep().wentRound(1));
        }

        Instant end = second(10 * SECONDS);
        tell(MembershipTracker.onTime(ANNA, written, end, rules, position(end)), toldOfWritten);
        Customer caughtUp = rules.caughtUp(ANNA, passed);
        tell(MembershipTracker.onTime(ANNA, caughtUp, end, rules, position(end)), toldOfPassed);

        assertThat(toldOfPassed).isEqualTo(toldOfWritten);
    }

    private static Customer withCart(Random random) {
        Instant at = T0.minusSeconds(random.nextInt(SECONDS));
        CustomerEvent added = new CustomerEvent.AtShop(Events.added("e1", "shoe", 1, at));
        return MembershipTracker.onEvent(ANNA, Customer.NEW, added, RuleHistory.EMPTY, position(at))
                .customer();
    }

    private static RuleSet rules(Random random) {
        List<SegmentDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (random.nextBoolean()) {
                int from = random.nextInt(2 * SECONDS);
                String between =
                        "age(cart.updated) between %ds and %ds".formatted(from, from + random.nextInt(SECONDS));
                String id = "segment-" + i;
                definitions.add(new SegmentDefinition(id, 1, id, between, Map.of(), null, T0));
            }
        }
        return RuleSet.of(definitions);
    }

    private static Customer tell(Change change, List<String> told) {
        for (SegmentTransition it : change.transitions()) {
            told.add("%s %s at %s %s".formatted(it.kind(), it.segment(), it.at(), it.cause()));
        }
        return change.customer();
    }

    private static LogPosition position(Instant stored) {
        return new LogPosition("events", 0, 7, stored);
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }
}
