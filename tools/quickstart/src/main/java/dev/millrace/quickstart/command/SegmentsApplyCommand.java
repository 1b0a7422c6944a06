package dev.millrace.quickstart.command;

import dev.millrace.quickstart.segments.SegmentFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the segments as the files of a folder say, after showing what differs. */
@Command(
        name = "apply",
        description = "Makes the segments as the files of a folder say, after showing what differs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the segments are as the files say",
            " 1:not possible; nothing was changed unless the message says so",
            " 3:with --dry-run: something differs"
        })
public final class SegmentsApplyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--folder"},
            paramLabel = "DIR",
            required = true,
            description = "has a file for each segment, named after its id: leads.yaml")
    private Path folder = Path.of(".");

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--dry-run", description = "only show what differs")
    private boolean dryRun;

    @Option(names = "--prune", description = "delete the segments that no file defines")
    private boolean prune;

    @Override
    public Integer call() throws Exception {
        SegmentFolder segments = new SegmentFolder(
                service.client(Installation::segmentService), spec.commandLine().getOut());
        int differing = segments.apply(folder, dryRun, prune);
        return dryRun && differing > 0 ? Differences.EXIT_CODE : 0;
    }
}
