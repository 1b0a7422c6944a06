package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private final CommandLine bench = Bench.commandLine(List.of(new Stopwatch(), new Broken()))
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(complained));

    @Test
    void shouldListWhatCanBeMeasured() {
        assertThat(bench.execute()).isZero();
        assertThat(printed.toString().lines())
                .containsExactly("stopwatch    a second takes a second", "broken       fails");
    }

    @Test
    void shouldNameTheMachineAboveTheTable() {
        assertThat(bench.execute("stopwatch")).isZero();
        assertThat(printed.toString())
                .containsPattern("^\\d+ cores, JDK \\S+ .*, heap \\d+ MB\n\nname ")
                .contains("a second");
    }

    @Test
    void shouldShowProgressApartFromTheFigures() {
        assertThat(bench.execute("stopwatch", "--json")).isZero();
        assertThat(complained.toString().lines()).containsExactly("1/1 a second, FULL");
        assertThat(printed.toString().lines()).hasSize(1).first().asString().startsWith("{\"name\":\"a second\"");
    }

    @Test
    void shouldOnlyTryWhenAskedToBeQuick() {
        assertThat(bench.execute("stopwatch", "--quick")).isZero();
        assertThat(complained.toString()).contains("QUICK");
    }

    @Test
    void shouldEndWithTwoForAnUnknownName() {
        assertThat(bench.execute("hourglass")).isEqualTo(2);
        assertThat(complained.toString())
                .contains("no benchmark is named hourglass; known: stopwatch, broken", "Usage: millrace bench");
    }

    @Test
    void shouldEndWithTwoWhereTheNumberOfCustomersCanNotBeChosen() {
        assertThat(bench.execute("stopwatch", "--customers", "5")).isEqualTo(2);
        assertThat(bench.execute("stopwatch", "--customers", "0")).isEqualTo(2);
        assertThat(complained.toString())
                .contains(
                        "stopwatch is not measured among a number of customers",
                        "--customers is 0; expected at least 1");
    }

    @Test
    void shouldEndWithOneForWhatCanNotBeMeasured() {
        assertThat(bench.execute("broken")).isEqualTo(1);
        assertThat(complained.toString()).contains("millrace: no sand");
    }

    private record Stopwatch() implements Benchmark {

        @Override
        public String name() {
            return "stopwatch";
        }

        @Override
        public String purpose() {
            return "a second takes a second";
        }

        @Override
        public List<Figure> run(Effort effort, Progress progress) {
            progress.starts(1, 1, "a second, " + effort);
            return List.of(Figure.of("a second", 1, "s"));
        }
    }

    private record Broken() implements Benchmark {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String purpose() {
            return "fails";
        }

        @Override
        public List<Figure> run(Effort effort, Progress progress) {
            throw new IllegalStateException("no sand");
        }
    }
}
