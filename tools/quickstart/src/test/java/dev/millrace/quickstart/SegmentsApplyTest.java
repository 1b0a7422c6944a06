package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.quickstart.segments.FakeSegmentService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed, against an admin API over HTTP. */
class SegmentsApplyTest {

    @TempDir
    Path folder;

    @TempDir
    Path secrets;

    private FakeSegmentService service;
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = new FakeSegmentService();
        command = new TypedCommand(service.address(), secrets);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void shouldShowWhatIsNewWithItsMeaningAndMakeIt() throws IOException {
        file("leads", "name: Leads\nexpression: count(order_completed) < $n\nparameters:\n  n: 1\n");

        assertThat(apply()).isZero();

        assertThat(command.printed())
                .contains(
                        "+ leads",
                        "+ count(order_completed) < $n",
                        "+ with {\"n\":\"1\"}",
                        "+ in words: count(order_completed) < $n",
                        "1 applied.");
        assertThat(service.segments.get("leads").path("name").asText()).isEqualTo("Leads");
    }

    @Test
    void shouldFindNothingToDoASecondTime() throws IOException {
        file("leads", "expression: count(order_completed) = 0\n");
        apply();
        service.changes.clear();

        assertThat(apply()).isZero();

        assertThat(service.changes).isEmpty();
        assertThat(command.printed()).contains("Nothing differs: 1 segments are as the files say.");
    }

    @Test
    void shouldShowAChangedExpressionBeforeAndAfter() throws IOException {
        file("leads", "expression: count(order_completed) = 0\n");
        apply();
        file("leads", "expression: count(order_completed) = 1\n");

        apply();

        assertThat(command.printed())
                .contains("~ leads", "    - count(order_completed) = 0", "    + count(order_completed) = 1");
    }

    @Test
    void shouldOnlyShowInADryRunAndSayByItsExitCodeThatSomethingDiffers() throws IOException {
        file("leads", "expression: count(order_completed) = 0\n");

        assertThat(apply("--dry-run")).isEqualTo(3);
        assertThat(service.changes).isEmpty();
        apply();
        assertThat(apply("--dry-run")).isZero();
    }

    @Test
    void shouldDeleteOnlyWhenToldTo() throws IOException {
        file("leads", "expression: count(order_completed) = 0\n");
        file("buyers", "expression: count(order_completed) > 0\n");
        apply();
        file("campaign-date-0123456789abcdef", "expression: anniversary(trait.birthday) within 2d\n");
        apply();
        Files.delete(folder.resolve("buyers.yaml"));
        Files.delete(folder.resolve("campaign-date-0123456789abcdef.yaml"));

        assertThat(apply()).isZero();
        assertThat(service.segments).containsKeys("buyers", "leads");
        assertThat(apply("--prune")).isZero();

        // what trigger-service keeps for campaigns stays
        assertThat(service.segments).containsOnlyKeys("campaign-date-0123456789abcdef", "leads");
        assertThat(command.printed()).contains("- buyers with 7 customers");
    }

    @Test
    void shouldChangeNothingIfOneFileCantBeASegment() throws IOException {
        file("a-good-one", "expression: count(order_completed) = 0\n");
        file("broken", "expression: count ===\n");
        file("misspelt", "expression: cart.count > 0\n");

        assertThat(apply()).isEqualTo(1);

        assertThat(service.changes).isEmpty();
        assertThat(command.complained()).contains("nothing was changed", "broken:", "line 1, column 3");
    }

    @Test
    void shouldNameTheFileThatIsNone() throws IOException {
        file("Not An Id", "expression: cart.count > 0\n");
        assertThat(apply()).isEqualTo(1);
        assertThat(command.complained()).contains("Not An Id.yaml is no segment: an id is lower-case words");

        Files.delete(folder.resolve("Not An Id.yaml"));
        file("odd", "expresion: cart.count > 0\n");
        assertThat(apply()).isEqualTo(1);
        assertThat(command.complained()).contains("odd.yaml is no segment: expected named fields");

        file("odd", "expression: cart.count > 0\nparamters: {}\n");
        assertThat(apply()).isEqualTo(1);
        assertThat(command.complained()).contains("\"paramters\" is not known");
    }

    @Test
    void shouldMakeASegmentAfterTheOnesItAsksFor() throws IOException {
        file("a", "expression: in(\"c\")\n");
        file("b", "expression: cart.count > 0\n");
        file("c", "expression: not in(\"b\")\n");

        apply();

        assertThat(service.changes).containsExactly("put b", "put c", "put a");
    }

    @Test
    void shouldAskForAKeyForAServiceElsewhere() {
        StringWriter complained = new StringWriter();
        assertThat(Millrace.commandLine()
                        .setErr(new PrintWriter(complained))
                        .execute("segments", "apply", "-f", folder.toString(), "--url", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(complained.toString()).contains("--key-file");
    }

    private void file(String id, String text) throws IOException {
        Files.writeString(folder.resolve(id + ".yaml"), text);
    }

    private int apply(String... options) {
        List<String> words = new ArrayList<>(List.of("segments", "apply", "-f", folder.toString()));
        words.addAll(List.of(options));
        return command.run(words.toArray(String[]::new));
    }
}
