package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.campaigns.FakeTriggerService;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed, against an admin API over HTTP. */
class CampaignsReportTest {

    private static final String REPORT =
            """
            {"campaign": "welcome", "name": "Welcome", "version": 3, "state": "active", "currency": "EUR",
             "journeys": {"entered": 400, "heldOut": 40, "waiting": 10, "completed": 300, "exited": {"left-segment": 90}},
             "decided": {"held": {"hold-out": 40, "no-consent": 2}, "deferred": {}, "expired": 1, "branched": {}},
             "messages": {"requested": 350, "sent": 340, "opened": 100, "openUnknown": 40, "clicked": 50, "bounced": 3,
                          "unsubscribed": 1, "openRate": 0.333, "clickRate": 0.147},
             "results": {"goals": 30, "converted": 28, "revenue": 1794.50, "unpriced": 1},
             "comparison": {"reached": {"started": 360, "goal": 72, "share": 0.2, "revenuePerStart": 5.1},
                            "heldOut": {"started": 40, "goal": 4, "share": 0.1, "revenuePerStart": 2.5},
                            "difference": 0.1, "bounds": {"low": -0.03, "high": 0.17}, "verdict": "NOT_CERTAIN"},
             "versions": [{"version": 3, "steps": [{"step": "send-1", "waiting": 10, "messages": {"requested": 350},
                           "results": {"goals": 30}, "decided": {"branched": {}}, "variants": [{"template": "warm"}],
                           "subjects": [{"template": "warm", "variant": "question", "sent": 170, "opened": 60, "clicked": 30,
                                         "openRate": 0.4, "clickRate": 0.176}]}]}]}
            """;

    @TempDir
    Path secrets;

    private FakeTriggerService service;
    private TypedCommand command;

    @BeforeEach
    void serve() throws IOException {
        service = new FakeTriggerService();
        command = new TypedCommand(service.address(), secrets);
        service.campaigns.put("report", (ObjectNode) Json.mapper().readTree(REPORT));
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void shouldShowTheFiguresAndWhetherItMakesADifference() {
        assertThat(command.run("campaigns", "report", "welcome", "--from", "2026-03-02"))
                .isZero();

        assertThat(command.printed().lines())
                .contains(
                        "Welcome (welcome, version 3, active)",
                        "400 started, 40 held out, 10 on the way, 300 completed, 90 left early (left-segment 90)",
                        "30 goals credited to 28 messages, 1794.50 EUR, 1 without a rate",
                        "held back: 42 (hold-out 40, no-consent 2); deferred: 0; expired: 1",
                        "difference +10.0 points, between -3.0 and +17.0 in 95 of 100 cases: not certain")
                .anyMatch(line -> line.contains("opened     100 ###########  33.3%, 40 can't be seen"))
                .anyMatch(line -> line.startsWith("send-1"))
                .anyMatch(line -> line.startsWith("  warm"))
                .anyMatch(line ->
                        line.startsWith("  warm, subject question") && line.endsWith("40.0% opened, 17.6% clicked"));
    }

    @Test
    void shouldPrintJsonForOthers() throws IOException {
        assertThat(command.run("campaigns", "report", "welcome", "--json")).isZero();

        assertThat(Json.mapper().readTree(command.printed()))
                .isEqualTo(Json.mapper().readTree(REPORT));
    }
}
