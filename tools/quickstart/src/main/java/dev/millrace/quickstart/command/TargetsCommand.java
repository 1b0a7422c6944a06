package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the services that campaigns call, with how the calls go. */
@Command(
        name = "targets",
        description = "Lists the services that campaigns call: what waits, what was given up, and why.",
        mixinStandardHelpOptions = true,
        subcommands = TargetsSetCommand.class)
public final class TargetsCommand implements Callable<Integer> {

    static final String PATH = "/api/webhook-targets";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws Exception {
        JsonNode targets =
                service.client(Installation::triggerService).get(PATH).path("targets");
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode target : targets) {
            out.printf(
                    "%-8s %-20s %-40s %7d waiting %7d given up  %s%n",
                    target.path("circuit").asText().equals("open")
                            ? "failing"
                            : target.path("state").asText(),
                    target.path("id").asText(),
                    target.path("url").asText(),
                    target.path("waiting").asLong(),
                    target.path("failed").asLong(),
                    target.path("lastError").asText(""));
        }
        if (targets.isEmpty()) {
            out.println("There are no targets.");
        }
        return 0;
    }
}
