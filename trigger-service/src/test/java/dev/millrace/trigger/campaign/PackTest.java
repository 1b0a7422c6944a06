package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PackTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("millrace.root", "..")).resolve("deploy/pack/campaigns");

    @TestFactory
    List<DynamicTest> should_accept_the_ready_made_campaign() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(documents).hasSizeGreaterThanOrEqualTo(3);
            return documents.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> accept(file)))
                    .toList();
        }
    }

    private static void accept(Path file) throws IOException {
        String id = file.getFileName().toString().replace(".yaml", "");
        Reading reading = CampaignText.read(id, Files.readString(file));
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        assertThat(((Reading.Accepted) reading).campaign().purpose()).isNotBlank();
    }
}
