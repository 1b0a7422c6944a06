package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.Events;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk that visits one customer a slice. */
class SweepProgressTest {

    private static final int CUSTOMERS = 10;

    @TempDir
    Path folder;

    private OneTask task;

    @BeforeEach
    void start() {
        task = new OneTask(folder, T0, () -> new Pace(0.5, () -> 0));
        for (int i = 0; i < CUSTOMERS; i++) {
            CustomerId id = CustomerId.user("c" + i);
            task.happen(Events.of(id, Events.ordered("e" + i, "o" + i, "10", T0.plusSeconds(1))));
        }
        task.pass(T0.plusSeconds(100));
        define("buyers", 1);
    }

    @Test
    void shouldEstimateTheEndByWhatWasDoneSinceTheChange() {
        task.sweep();
        task.sweep();
        task.pass(T0.plusSeconds(110));

        SweepProgress progress = SweepProgress.of(task.task(), "buyers");

        assertThat(progress).isEqualTo(new SweepProgress(2, CUSTOMERS, 1, T0.plusSeconds(150)));
        assertThat(progress.percent()).isEqualTo(20);
        assertThat(SweepMetrics.done(task.task())).isEqualTo(0.2);
    }

    @Test
    void shouldNotGuessBeforeAnythingWasDone() {
        assertThat(SweepProgress.of(task.task(), "buyers").estimatedEnd()).isNull();
        assertThat(SweepProgress.of(task.task(), "buyers").open()).isEqualTo(1);
    }

    @Test
    void shouldBeThroughOnceEverybodyIsJudged() {
        task.sweepToTheEnd();

        assertThat(SweepProgress.of(task.task(), "buyers")).isEqualTo(new SweepProgress(CUSTOMERS, CUSTOMERS, 0, null));
        assertThat(SweepMetrics.done(task.task())).isEqualTo(1);
    }

    @Test
    void shouldNotCountTheWalkForALaterChange() {
        task.sweepToTheEnd();
        define("others", 1);
        task.sweep();

        assertThat(SweepProgress.of(task.task(), "buyers").open()).isZero();
        assertThat(SweepProgress.of(task.task(), "others").done()).isEqualTo(1);
    }

    @Test
    void shouldAddUpOverPartitionsAndEndWithTheLast() {
        Instant early = T0.plusSeconds(1);
        Instant late = T0.plusSeconds(2);
        SweepProgress through = new SweepProgress(5, 5, 0, null);

        assertThat(new SweepProgress(1, 4, 1, late)
                        .and(new SweepProgress(2, 4, 1, early))
                        .and(through))
                .isEqualTo(new SweepProgress(8, 13, 2, late));
        assertThat(new SweepProgress(1, 4, 1, late)
                        .and(new SweepProgress(0, 4, 1, null))
                        .estimatedEnd())
                .isNull();
        assertThat(through.and(through).percent()).isEqualTo(100);
        assertThat(new SweepProgress(999, 1000, 1, late).and(through).percent()).isEqualTo(99);
    }

    private void define(String id, int version) {
        String expression = "count(order_completed) > " + (id.equals("buyers") ? 0 : 5);
        task.define(id, new SegmentDefinition(id, version, id, expression, Map.of(), null, task.now()));
    }
}
