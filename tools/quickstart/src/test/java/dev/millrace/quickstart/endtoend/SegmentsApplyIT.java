package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.platform.Platform;
import dev.millrace.quickstart.segments.SegmentFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Segments kept as files, against the service itself: the folder holds whatever else is installed, so that nothing else goes. */
@ExtendWith(PlatformExtension.class)
class SegmentsApplyIT {

    private static final String ID = "kept-in-files";

    @TempDir
    Path folder;

    private final ServiceClient segments;
    private String printed = "";

    SegmentsApplyIT(Platform platform) {
        this.segments = ServiceClient.withAdminKey(
                platform.addresses().segment(), platform.keys().adminKey());
    }

    @BeforeEach
    void keepWhatIsThere() throws IOException {
        for (JsonNode segment : installed()) {
            ObjectNode kept = Json.object();
            for (String name : List.of("name", "expression", "parameters", "purpose")) {
                if (segment.hasNonNull(name)) {
                    kept.set(name, segment.get(name));
                }
            }
            Files.writeString(folder.resolve(segment.path("id").asText() + ".json"), kept.toString());
        }
    }

    @Test
    void shouldFollowAFileFromItsFirstDayToItsLast() throws IOException {
        assertThat(show()).isZero();
        assertThat(printed).contains("Nothing differs");

        file("expression: count(order_completed) >= $n\nparameters:\n  n: 3\n");
        assertThat(show()).isEqualTo(1);
        assertThat(installed()).noneMatch(SegmentsApplyIT::isOurs);
        assertThat(apply()).isEqualTo(1);
        assertThat(printed).contains("+ " + ID, "+ completed an order at least 3 times", "1 applied.");
        awaitNothingDiffers();
        assertThat(ours().path("version").asInt()).isEqualTo(1);
        assertThat(ours().path("active").asBoolean()).isTrue();

        file("expression: count(order_completed) >= $n\nparameters:\n  n: 4\n");
        assertThat(apply()).isEqualTo(1);
        assertThat(printed)
                .contains("~ " + ID, "- completed an order at least 3 times", "+ completed an order at least 4 times");
        awaitNothingDiffers();
        assertThat(ours().path("version").asInt()).isEqualTo(2);

        Files.delete(folder.resolve(ID + ".yaml"));
        assertThat(apply()).isZero();
        assertThat(ours().path("version").asInt()).isEqualTo(2);
        assertThat(apply(false, true)).isEqualTo(1);
        assertThat(printed).contains("- " + ID);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(installed()).noneMatch(SegmentsApplyIT::isOurs));
    }

    @Test
    void shouldChangeNothingIfTheServiceRefusesOneFile() throws IOException {
        file("expression: count(order_completed) >= 3\n");
        Files.writeString(folder.resolve("misspelt.yaml"), "expression: cuont(order_completed) = 1\n");

        assertThatThrownBy(this::apply)
                .hasMessageContainingAll("nothing was changed", "misspelt: ", "line 1, column 1: unknown function");

        assertThat(installed()).noneMatch(SegmentsApplyIT::isOurs);
    }

    private JsonNode installed() {
        return segments.get("/api/segments").path("segments");
    }

    private static boolean isOurs(JsonNode segment) {
        return segment.path("id").asText().equals(ID);
    }

    private JsonNode ours() {
        return segments.get("/api/segments/" + ID);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve(ID + ".yaml"), text);
    }

    private void awaitNothingDiffers() {
        await().atMost(Duration.ofSeconds(30)).until(() -> show() == 0);
    }

    private int show() {
        return apply(true, false);
    }

    private int apply() {
        return apply(false, false);
    }

    private int apply(boolean dryRun, boolean prune) {
        StringWriter out = new StringWriter();
        int differing = new SegmentFolder(segments, new PrintWriter(out)).apply(folder, dryRun, prune);
        printed = out.toString();
        return differing;
    }
}
