package dev.millrace.trigger.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void should_open_after_failures_in_a_row_and_not_after_as_many_with_a_success_between() {
        Circuit circuit = failing(Circuit.CLOSED, Circuit.FAILURES - 1).succeeded();
        circuit = failing(circuit, Circuit.FAILURES - 1);
        assertThat(circuit.permits(1, 4, T0)).isEqualTo(3);

        assertThat(circuit.failed(T0).permits(0, 4, T0)).isZero();
    }

    @Test
    void should_try_with_one_call_when_the_pause_is_over_and_close_if_it_succeeds() {
        Circuit open = failing(Circuit.CLOSED, Circuit.FAILURES);
        Instant over = T0.plus(Circuit.FIRST_PAUSE);

        assertThat(open.permits(0, 4, over.minusMillis(1))).isZero();
        assertThat(open.permits(0, 4, over)).isEqualTo(1);
        assertThat(open.permits(1, 4, over)).isZero();
        assertThat(open.succeeded().permits(0, 4, over)).isEqualTo(4);
    }

    @Test
    void should_double_the_pause_up_to_the_longest_each_time_in_vain() {
        Circuit circuit = failing(Circuit.CLOSED, Circuit.FAILURES);
        Instant now = T0;
        for (Duration expected = Circuit.FIRST_PAUSE.multipliedBy(2);
                expected.compareTo(Circuit.LONGEST_PAUSE) < 0;
                expected = expected.multipliedBy(2)) {
            now = ((Circuit.Open) circuit).until();
            circuit = circuit.failed(now);
            assertThat(((Circuit.Open) circuit).until()).isEqualTo(now.plus(expected));
        }
        now = ((Circuit.Open) circuit).until();
        assertThat(((Circuit.Open) circuit.failed(now)).pause()).isEqualTo(Circuit.LONGEST_PAUSE);
    }

    @Test
    void should_learn_nothing_from_what_was_under_way_when_it_opened() {
        Circuit open = failing(Circuit.CLOSED, Circuit.FAILURES);

        assertThat(open.failed(T0.plusSeconds(1))).isEqualTo(open);
    }

    private static Circuit failing(Circuit from, int times) {
        Circuit circuit = from;
        for (int i = 0; i < times; i++) {
            circuit = circuit.failed(T0);
        }
        return circuit;
    }
}
