package dev.millrace.quickstart.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final String STATUS =
            """
            {"services": [{"name": "ingest-service", "address": "http://10.0.0.1:1"},
                          {"name": "segment-service", "address": "http://10.0.0.1:2"},
                          {"name": "trigger-service", "address": "http://10.0.0.1:3"},
                          {"name": "mailer-service", "address": "http://10.0.0.1:4"}],
             "backing": [{"name": "kafka", "address": "10.0.0.1:5"}, {"name": "inbox", "page": "http://10.0.0.1:6"}],
             "keys": {"browserKey": "b", "serverKey": "s", "adminKey": "a"}}
            """;

    @TempDir
    Path root;

    @Test
    void isTheOneOfTheRepositoryUnlessAStatusFileIsNamed() throws IOException {
        Installation here = Installation.of(root, Map.of("MILLRACE_STATUS", " "));

        assertThat(here.folder().path()).isEqualTo(root.resolve(".millrace"));
        assertThat(here.onThisMachine()).isSameAs(here);
        assertThatThrownBy(here::addresses).hasMessageContaining("Millrace is not up");
    }

    @Test
    void isTheOneThatTheStatusFileDescribes() throws IOException {
        Installation elsewhere = Installation.of(
                root,
                Map.of(
                        "MILLRACE_STATUS",
                        Files.writeString(root.resolve("s.json"), STATUS).toString()));

        assertThat(elsewhere.addresses().segment()).hasToString("http://10.0.0.1:2");
        assertThat(elsewhere.keys().adminKey()).isEqualTo("a");
    }

    @Test
    void commandsAboutProcessesOfThisMachineDoNothingToOneElsewhere() throws IOException {
        Installation elsewhere = Installation.of(
                root,
                Map.of(
                        "MILLRACE_STATUS",
                        Files.writeString(root.resolve("s.json"), STATUS).toString()));

        assertThatThrownBy(elsewhere::onThisMachine)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MILLRACE_STATUS");
    }
}
