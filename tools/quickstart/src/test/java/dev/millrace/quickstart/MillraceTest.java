package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MillraceTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private final CommandLine millrace =
            Millrace.commandLine().setOut(new PrintWriter(printed)).setErr(new PrintWriter(complained));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "status",
                "down",
                "reset",
                "logs",
                "tail",
                "send",
                "preview",
                "segments",
                "customer",
                "pack"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(millrace.execute(command, "--help")).isZero();
        assertThat(printed.toString()).contains("Usage: millrace " + command);
    }

    @Test
    void helpNamesAlsoWhatTheScriptHandsToTheBenchmarks() {
        assertThat(millrace.execute("--help")).isZero();
        assertThat(printed.toString()).contains("millrace bench [NAME]");
    }

    @Test
    void wrongUseEndsWithTwo() {
        assertThat(millrace.execute("upp")).isEqualTo(2);
        assertThat(complained.toString()).contains("Unmatched argument", "up");
    }

    @Test
    void anEventNeedsSomebody() {
        assertThat(millrace.execute("send", "track", "Product Added")).isEqualTo(1);
        assertThat(complained.toString()).contains("--user ID or --anonymous ID");
    }

    @Test
    void propertiesThatAreNotJsonAreRefusedBeforeAnythingIsSent() {
        assertThat(millrace.execute("send", "track", "Product Added", "--user", "jan", "--properties", "{price}"))
                .isEqualTo(1);
        assertThat(complained.toString()).contains("--properties is not valid JSON");
    }
}
