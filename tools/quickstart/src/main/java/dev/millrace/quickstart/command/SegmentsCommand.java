package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the segments with how many customers are in each. */
@Command(
        name = "segments",
        description = "Lists the segments and their counts.",
        mixinStandardHelpOptions = true,
        subcommands = SegmentsApplyCommand.class)
public final class SegmentsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JsonNode segments =
                Installation.here().segmentService().get("/api/segments").path("segments");
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode segment : segments) {
            out.printf(
                    "%7d  %-24s %s%n",
                    segment.path("count").asLong(),
                    segment.path("id").asText(),
                    segment.path("expression").asText());
            JsonNode parameters = segment.path("parameters");
            if (!parameters.isEmpty()) {
                out.printf("%7s  %-24s with %s%n", "", "", parameters);
            }
        }
        if (segments.isEmpty()) {
            out.println("There are no segments.");
        }
        return 0;
    }
}
