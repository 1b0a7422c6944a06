package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final List<Figure> FIGURES = List.of(
            Figure.of("baseline", 0.25, "µs"),
            Figure.of("event", 1.23456, "µs").against(0.25).goal(Goal.atMost(2)),
            Figure.of("events", 12_345.6, "a second").goal(Goal.atLeast(20_000)));

    @Test
    void shouldAlignFiguresForPeople() {
        assertThat(Report.table(FIGURES))
                .isEqualTo(
                        """
                name       value  unit      x baseline  goal      met
                baseline    0.25  µs
                event       1.23  µs              4.94  <= 2      yes
                events    12,346  a second              >= 20000  NO""");
    }

    @Test
    void shouldGiveProgramsEveryFigureOnALineOfItsOwn() {
        assertThat(Report.json(FIGURES).lines())
                .containsExactly(
                        "{\"name\":\"baseline\",\"value\":0.25,\"unit\":\"µs\",\"baseline\":null,\"ratio\":null,\"goal\":null,\"met\":null}",
                        "{\"name\":\"event\",\"value\":1.23456,\"unit\":\"µs\",\"baseline\":0.25,\"ratio\":4.93824,\"goal\":\"<= 2\",\"met\":true}",
                        "{\"name\":\"events\",\"value\":12345.6,\"unit\":\"a second\",\"baseline\":null,\"ratio\":null,\"goal\":\">= 20000\",\"met\":false}");
    }
}
