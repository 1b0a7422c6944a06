package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The segment language by example: stories in YAML, of events, the clock, and who is expected where. With
 * {@code -Dmillrace.scenarios=DIR} those of another directory.
 */
class ScenarioTest {

    @TestFactory
    Stream<DynamicContainer> shouldGoAsToldIn() throws IOException {
        return containers(Path.of(System.getProperty("millrace.scenarios", "src/test/resources/scenarios")));
    }

    @TestFactory
    Stream<DynamicContainer> shouldGoAsToldOfTheReadyMadeSegmentsIn() throws IOException {
        return containers(ReadyMade.SCENARIOS);
    }

    private static Stream<DynamicContainer> containers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> tables = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(tables).describedAs("files in %s", directory).isNotEmpty();
            return tables.stream().map(ScenarioTest::container);
        }
    }

    private static DynamicContainer container(Path file) {
        return DynamicContainer.dynamicContainer(
                file.getFileName().toString(),
                Scenario.readAll(file).scenarios().stream()
                        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> run(file, scenario))));
    }

    private static void run(Path file, Scenario scenario) {
        try {
            new ScenarioRun(scenario).run();
        } catch (AssertionError failed) {
            throw new AssertionError(
                    file.getFileName() + ", \"" + scenario.name() + "\", " + failed.getMessage(), failed);
        }
    }
}
