package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.quickstart.campaigns.FakeTriggerService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed, against an admin API over HTTP. */
class CampaignsApplyTest {

    private static final String WELCOME =
            """
            name: Welcome
            start: {entered: leads}
            steps: [{wait: 24h}, {send: {template: welcome}}]
            """;

    @TempDir
    Path folder;

    @TempDir
    Path secrets;

    private FakeTriggerService service;
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = new FakeTriggerService();
        command = new TypedCommand(service.address(), secrets);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void shouldShowWhatIsNewAndMakeIt() throws IOException {
        file("welcome", WELCOME);

        assertThat(apply()).isZero();

        assertThat(command.printed())
                .contains(
                        "+ welcome", "    + steps[0].wait: 24h", "    + steps[1].send.template: welcome", "1 applied.");
        assertThat(service.changes).containsExactly("put welcome?underWay=stay");
    }

    @Test
    void shouldShowHowFarABroadcastHasComeAndCancelIt() {
        service.campaigns.put(
                "broadcast",
                Json.object()
                        .put("segment", "loyal")
                        .put("state", "reading")
                        .put("paused", true)
                        .put("beginsAt", "2026-11-27T09:00:00Z")
                        .put("expected", 900)
                        .put("read", 500)
                        .put("started", 498)
                        .put("waiting", 400)
                        .put("lastTurn", "2026-11-27T10:00:00Z")
                        .set("refused", Json.object().put("reentry", 2)));

        assertThat(command.run("campaigns", "broadcast", "early-access", "--cancel"))
                .isZero();

        assertThat(service.changes).containsExactly("post early-access/broadcast/cancel");
        assertThat(command.printed())
                .contains(
                        "to the segment loyal at 2026-11-27T09:00:00Z: reading, paused",
                        "500 of 900 members read, 498 of them started, 400 wait for their turn, the last at 2026-11-27T10:00:00Z",
                        "2 not started: reentry");
        assertThat(command.run("campaigns", "broadcast", "early-access", "--pause", "--resume"))
                .isEqualTo(1);
    }

    @Test
    void shouldFindNothingToDoASecondTime() throws IOException {
        file("welcome", WELCOME);
        apply();
        service.changes.clear();

        assertThat(apply()).isZero();

        assertThat(service.changes).isEmpty();
        assertThat(command.printed()).contains("Nothing differs: 1 campaigns are as the files say.");
    }

    @Test
    void shouldShowEachValueThatDiffersAndWhoIsOnTheWay() throws IOException {
        file("welcome", WELCOME);
        apply();
        file("welcome", WELCOME.replace("24h", "12h") + "priority: 7\n");

        assertThat(apply("--dry-run")).isEqualTo(3);
        assertThat(command.printed())
                .contains(
                        "~ welcome with 3 on the way\n    + priority: 7\n    - steps[0].wait: 24h\n    + steps[0].wait: 12h",
                        "1 of them differ; nothing was changed.");
        assertThat(service.changes).hasSize(1);
    }

    @Test
    void shouldPassOnWhatIsChosenForThoseOnTheWayAndSayWhatBecameOfThem() throws IOException {
        file("welcome", WELCOME);

        assertThat(apply("--under-way", "move")).isZero();
        assertThat(command.printed()).contains("welcome: 2 go on in the new version, 1 stay in theirs");
        file("welcome", WELCOME.replace("24h", "12h"));
        assertThat(apply("--under-way", "end")).isZero();
        assertThat(command.printed()).contains("welcome: 3 have left");

        assertThat(service.changes).containsExactly("put welcome?underWay=move", "put welcome?underWay=end");
        assertThat(apply("--under-way", "teleport")).isEqualTo(2);
    }

    @Test
    void shouldArchiveOnlyWhenToldTo() throws IOException {
        file("welcome", WELCOME);
        file("other", WELCOME);
        apply();
        Files.delete(folder.resolve("other.yaml"));
        service.changes.clear();

        assertThat(apply()).isZero();
        assertThat(service.changes).isEmpty();
        assertThat(apply("--prune")).isZero();

        assertThat(service.changes).containsExactly("delete other");
        assertThat(command.printed()).contains("- other with 3 on the way");
    }

    @Test
    void shouldChangeNothingIfOneFileCantBeACampaign() throws IOException {
        file("a-good-one", WELCOME);
        file("broken", "name: Broken\n");

        assertThat(apply()).isEqualTo(1);

        assertThat(service.changes).isEmpty();
        assertThat(command.complained()).contains("nothing was changed", "broken:", "steps: is missing");
    }

    @Test
    void shouldNameTheFileThatIsNone() throws IOException {
        file("Not An Id", WELCOME);
        assertThat(apply()).isEqualTo(1);
        assertThat(command.complained()).contains("Not An Id.yaml is no campaign: an id is lower-case words");
    }

    private void file(String id, String text) throws IOException {
        Files.writeString(folder.resolve(id + ".yaml"), text);
    }

    private int apply(String... options) {
        List<String> words = new ArrayList<>(List.of("campaigns", "apply", "-f", folder.toString()));
        words.addAll(List.of(options));
        return command.run(words.toArray(String[]::new));
    }
}
