package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the campaigns with how many customers went through each. */
@Command(
        name = "campaigns",
        description = "Lists the campaigns: state, who started, who is on the way, what was sent.",
        mixinStandardHelpOptions = true,
        subcommands = {CampaignsApplyCommand.class, CampaignsBroadcastCommand.class, CampaignsReportCommand.class})
public final class CampaignsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JsonNode campaigns =
                Installation.here().triggerService().get("/api/campaigns").path("campaigns");
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode campaign : campaigns) {
            out.printf(
                    "%-8s %-28s version %-3d %7d started %7d on the way %7d sent%n",
                    campaign.path("state").asText(),
                    campaign.path("id").asText(),
                    campaign.path("version").asInt(),
                    campaign.path("started").asLong(),
                    campaign.path("waiting").asLong(),
                    campaign.path("sent").asLong());
        }
        if (campaigns.isEmpty()) {
            out.println("There are no campaigns.");
        }
        return 0;
    }
}
