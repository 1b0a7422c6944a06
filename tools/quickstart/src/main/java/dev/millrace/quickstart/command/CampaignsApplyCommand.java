package dev.millrace.quickstart.command;

import dev.millrace.quickstart.campaigns.CampaignFolder;
import dev.millrace.quickstart.campaigns.CampaignFolder.UnderWay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the campaigns as the files of a folder say, after showing what differs. */
@Command(
        name = "apply",
        description = "Makes the campaigns as the files of a folder say, after showing what differs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the campaigns are as the files say",
            " 1:not possible; nothing was changed unless the message says so",
            " 3:with --dry-run: something differs"
        })
public final class CampaignsApplyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--folder"},
            paramLabel = "DIR",
            required = true,
            description = "has a file for each campaign, named after its id: welcome.yaml")
    private Path folder = Path.of(".");

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--dry-run", description = "only show what differs")
    private boolean dryRun;

    @Option(names = "--prune", description = "archive the campaigns that no file defines")
    private boolean prune;

    @Option(
            names = "--under-way",
            paramLabel = "CHOICE",
            defaultValue = "stay",
            description = "what a new version means for who is on the way: stay (in the version they started with),"
                    + " move (to the new one, if it has their step) or end; default: stay")
    private UnderWay underWay = UnderWay.STAY;

    @Override
    public Integer call() throws Exception {
        CampaignFolder campaigns = new CampaignFolder(
                service.client(Installation::triggerService), spec.commandLine().getOut());
        int differing = campaigns.apply(folder, dryRun, prune, underWay);
        return dryRun && differing > 0 ? Differences.EXIT_CODE : 0;
    }
}
