package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how far a campaign's broadcast has come, and pauses, resumes or cancels it. */
@Command(
        name = "broadcast",
        description = "Shows how far a campaign's broadcast has come; pauses, resumes or cancels it.",
        mixinStandardHelpOptions = true)
public final class CampaignsBroadcastCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "CAMPAIGN", description = "the campaign's id")
    private String campaign = "";

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--pause", description = "nobody has their turn until it is resumed")
    private boolean pause;

    @Option(names = "--resume", description = "the turns that the pause took come now")
    private boolean resume;

    @Option(names = "--cancel", description = "nobody else gets it")
    private boolean cancel;

    @Override
    public Integer call() throws Exception {
        ServiceClient client = service.client(Installation::triggerService);
        PrintWriter out = spec.commandLine().getOut();
        String path = "/api/campaigns/" + campaign;
        if ((pause ? 1 : 0) + (resume ? 1 : 0) + (cancel ? 1 : 0) > 1) {
            throw new IllegalStateException("--pause, --resume and --cancel: one at a time, please");
        }
        if (pause || resume) {
            client.post(path + (pause ? "/pause" : "/activate"), Json.object());
        } else if (cancel) {
            client.post(path + "/broadcast/cancel", Json.object());
        }
        show(client.get(path + "/broadcast"), out);
        return 0;
    }

    private static void show(JsonNode broadcast, PrintWriter out) {
        long read = broadcast.path("read").asLong();
        long expected = Math.max(read, broadcast.path("expected").asLong());
        String state = broadcast.path("state").asText();
        out.println("to the segment " + broadcast.path("segment").asText() + " at "
                + broadcast.path("beginsAt").asText() + ": " + state
                + (broadcast.path("paused").asBoolean() ? ", paused" : ""));
        if (!state.equals("planned")) {
            out.println(read + " of " + expected + " members read, "
                    + broadcast.path("started").asLong() + " of them started, "
                    + broadcast.path("waiting").asLong() + " wait for their turn"
                    + (broadcast.path("lastTurn").isTextual()
                            ? ", the last at " + broadcast.path("lastTurn").asText()
                            : ""));
        }
        broadcast
                .path("refused")
                .properties()
                .forEach(why -> out.println(why.getValue().asLong() + " not started: " + why.getKey()));
        if (broadcast.path("failure").isTextual()) {
            out.println("to be tried again: " + broadcast.path("failure").asText());
        }
    }
}
