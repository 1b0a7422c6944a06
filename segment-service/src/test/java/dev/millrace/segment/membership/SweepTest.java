package dev.millrace.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final List<String> IDS = List.of("anon:b", "user:a", "user:é", "user:\uFFFD", "user:🦊");

    @Test
    void shouldSayThatEverybodyIsJudgedWhereNothingChanged() {
        assertThat(Sweep.completeBy(7).judgedBy("user:a")).isEqualTo(7);
    }

    @Test
    void shouldTellThoseItPassedFromThoseAhead() {
        Sweep sweep = Sweep.completeBy(7).begun(8).passed("user:c", 3);

        assertThat(sweep.judgedBy("user:c")).isEqualTo(8);
        assertThat(sweep.judgedBy("user:ca")).isEqualTo(7);
    }

    @Test
    void shouldGoRoundOnceForEachChangeFromWhereItBegan() {
        Sweep sweep = Sweep.completeBy(0).begun(1).passed("user:c", 3).begun(2);

        assertThat(sweep.judgedBy("user:a")).isEqualTo(1);
        Sweep round = sweep.wentRound(2);
        assertThat(round.complete()).isEqualTo(1);
        assertThat(round.judgedBy("user:z")).isEqualTo(2);
        assertThat(round.judgedBy("user:a")).isEqualTo(1);
        assertThat(round.passed("user:c", 3).isComplete()).isTrue();
    }

    /** Against a list of who was visited when. */
    @Property
    void shouldKnowByWhatEverybodyWasVisitedLast(@ForAll long seed) {
        Random random = new Random(seed);
        Sweep sweep = Sweep.DONE;
        long generation = 0;
        Map<String, Long> visitedBy = new HashMap<>();
        List<String> left = new ArrayList<>(IDS);
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(4) == 0) {
                sweep = sweep.begun(++generation);
            } else if (!sweep.isComplete()) {
                int count = Math.min(left.size(), random.nextInt(3) + 1);
                for (int i = 0; i < count; i++) {
                    visitedBy.put(left.get(i), generation);
                }
                String last = left.get(count - 1);
                left = new ArrayList<>(left.subList(count, left.size()));
                sweep = left.isEmpty() ? sweep.wentRound(count) : sweep.passed(last, count);
                left = left.isEmpty() ? new ArrayList<>(IDS) : left;
            }
            for (String id : IDS) {
                assertThat(sweep.judgedBy(id))
                        .describedAs("%s in %s", id, sweep)
                        .isEqualTo(Math.max(visitedBy.getOrDefault(id, 0L), sweep.complete()));
            }
        }
    }
}
