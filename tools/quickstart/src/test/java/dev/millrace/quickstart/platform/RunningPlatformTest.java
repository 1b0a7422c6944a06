package dev.millrace.quickstart.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningPlatformTest {

    private static final RunningProcess THIS =
            RunningProcess.of("this", 0, 0, ProcessHandle.current().pid());

    @TempDir
    Path folder;

    @Test
    void whatRunsIsReadAsItWasWritten() throws IOException {
        RunningPlatform platform = new RunningPlatform(THIS, backing(), services(), null, null);
        DataFolder data = new DataFolder(folder);
        platform.write(data);

        assertThat(RunningPlatform.read(data)).hasValue(platform);
        assertThat(platform.addresses().segment()).hasToString("http://127.0.0.1:8082");
        assertThat(platform.addresses().inbox()).hasToString("http://127.0.0.1:8025");
        assertThat(platform.addresses().smtp()).isEqualTo("127.0.0.1:1025");
        assertThat(platform.addresses().kafkaBootstrap()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void nothingIsRememberedBeforeTheFirstStart() throws IOException {
        assertThat(RunningPlatform.read(new DataFolder(folder))).isEmpty();
    }

    @Test
    void aStartThatBrokeOffHasNoAddresses() {
        RunningPlatform platform = new RunningPlatform(THIS, backing(), List.of(), null, null);

        assertThat(platform.isWhole()).isFalse();
        assertThatThrownBy(platform::addresses).hasMessageContaining("ingest-service was not started");
    }

    @Test
    void anotherProcessOfTheSameNumberIsNotTheRememberedOne() {
        RunningProcess reused =
                new RunningProcess("this", 0, 0, THIS.pid(), THIS.started().minus(Duration.ofMinutes(5)));

        assertThat(THIS.isAlive()).isTrue();
        assertThat(reused.isAlive()).isFalse();
    }

    @Test
    void theShopEndsFirstAndWhatAllStandOnLast() {
        RunningPlatform platform = new RunningPlatform(null, backing(), services(), THIS, null);

        assertThat(platform.inOrderOfEnd())
                .extracting(RunningProcess::name)
                .startsWith("this", "ingest-service")
                .endsWith("mongodb", "inbox");
    }

    private static List<RunningProcess> backing() {
        return List.of(
                process("kafka", 9092, 0),
                process("postgresql", 5432, 0),
                process("mongodb", 27017, 0),
                process("inbox", 1025, 8025));
    }

    private static List<RunningProcess> services() {
        return List.of(
                process("ingest-service", 8081, 0),
                process("segment-service", 8082, 0),
                process("trigger-service", 8083, 0),
                process("mailer-service", 8084, 0));
    }

    private static RunningProcess process(String name, int port, int pagePort) {
        return new RunningProcess(name, port, pagePort, THIS.pid(), THIS.started());
    }
}
