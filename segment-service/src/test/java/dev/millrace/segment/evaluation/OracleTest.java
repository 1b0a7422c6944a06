package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.customer.CustomerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random rules on random histories against the {@link Oracle}: the answer, and that it holds until it says so and no
 * longer. See {@link Trials} for how to run more, or one again.
 */
class OracleTest {

    private static final int ANSWERS_IN_A_ROW = 5;
    private static final int INSTANTS_BETWEEN = 8;

    /** A search for the next change may stop after some decades. */
    private static final Duration FAR_AHEAD = Duration.ofDays(40 * 365);

    @Test
    void shouldAnswerLikeTheOracleUntilItChangesItsMind() {
        Trials.check(12_000, OracleTest::walk);
    }

    /** From answer to answer, each asked for in the millisecond in which the one before ends. */
    private static void walk(Trial trial) {
        Dice dice = new Dice(-trial.seed());
        Engine engine = trial.engine();
        CustomerState state = engine.folded(trial.history());
        Answers oracle = trial.answers();
        Instant now = trial.end().plusMillis(dice.of(0, 0, 1, dice.below(200) * 100, dice.below(20_000)));
        for (int i = 0; i < ANSWERS_IN_A_ROW && now.isBefore(Verdict.NEVER); i++) {
            Verdict verdict = engine.verdict("rule", state, now);
            Supplier<String> asked = asked(now, verdict);
            assertThat(verdict.until()).describedAs(asked).isAfter(now);
            assertThat(verdict.truth()).describedAs(asked).isIn(oracle.at(now));
            for (Instant instant : between(now, verdict.until(), trial, dice)) {
                assertThat(oracle.at(instant))
                        .describedAs(() -> asked.get() + ": the oracle at " + Telling.offset(instant))
                        .contains(verdict.truth());
            }
            if (trial.isLeaf() && verdict.until().isBefore(now.plus(FAR_AHEAD))) {
                assertThat(oracle.at(verdict.until()))
                        .describedAs(() -> asked.get() + ": a single condition, and then the same")
                        .isNotEqualTo(Set.of(verdict.truth()));
            }
            now = verdict.until();
        }
    }

    private static Supplier<String> asked(Instant now, Verdict verdict) {
        return () -> "asked at " + Telling.offset(now) + ", which said " + verdict;
    }

    /** Where a flip could have been missed: the last millisecond, turning points, and anywhere. */
    private static List<Instant> between(Instant now, Instant until, Trial trial, Dice dice) {
        List<Instant> points = new ArrayList<>(trial.turningPoints());
        points.removeIf(point -> !point.isAfter(now) || !point.isBefore(until));
        Collections.shuffle(points, dice.random());
        List<Instant> chosen = new ArrayList<>(points.subList(0, Math.min(points.size(), INSTANTS_BETWEEN)));
        long soon = Math.min(until.toEpochMilli(), now.plusSeconds(90).toEpochMilli());
        long late =
                Math.min(until.toEpochMilli(), now.plus(Duration.ofDays(400)).toEpochMilli());
        chosen.add(anywhere(now, soon, dice));
        chosen.add(anywhere(now, soon, dice));
        chosen.add(anywhere(now, late, dice));
        chosen.add(Instant.ofEpochMilli(late - 1));
        return chosen;
    }

    private static Instant anywhere(Instant from, long to, Dice dice) {
        long span = to - from.toEpochMilli();
        return from.plusMillis((long) (dice.random().nextDouble() * span));
    }
}
