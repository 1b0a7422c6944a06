package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.quickstart.campaigns.ReportText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what came of a campaign. */
@Command(
        name = "report",
        description = "Shows what came of a campaign: messages, goals, revenue, against those who were held out.",
        mixinStandardHelpOptions = true)
public final class CampaignsReportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "of the campaign")
    private String id = "";

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "only who started on this day or later, such as 2026-03-02")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "only who started on this day or earlier")
    private @Nullable String to;

    @Option(names = "--json", description = "print it as JSON")
    private boolean json;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws Exception {
        StringBuilder path = new StringBuilder("/api/campaigns/" + id + "/report?");
        path.append(from == null ? "" : "from=" + from + "&").append(to == null ? "" : "to=" + to);
        JsonNode report = service.client(Installation::triggerService).get(path.toString());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toPrettyString());
        } else {
            new ReportText(out).print(report);
        }
        return 0;
    }
}
