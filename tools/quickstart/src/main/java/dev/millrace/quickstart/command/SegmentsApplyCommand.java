package dev.millrace.quickstart.command;

import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.segments.SegmentFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    private static final int DIFFERS = 3;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--folder"},
            paramLabel = "DIR",
            required = true,
            description = "has a file for each segment, named after its id: leads.yaml")
    private Path folder = Path.of(".");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of a segment-service elsewhere; default: the one of this machine")
    private @Nullable URI url;

    @Option(names = "--key-file", paramLabel = "FILE", description = "with --url: holds the admin key")
    private @Nullable Path keyFile;

    @Option(names = "--dry-run", description = "only show what differs")
    private boolean dryRun;

    @Option(names = "--prune", description = "delete the segments that no file defines")
    private boolean prune;

    @Override
    public Integer call() throws Exception {
        SegmentFolder segments = new SegmentFolder(service(), spec.commandLine().getOut());
        int differing = segments.apply(folder, dryRun, prune);
        return dryRun && differing > 0 ? DIFFERS : 0;
    }

    private ServiceClient service() throws IOException {
        if (url == null) {
            return Installation.here().segmentService();
        }
        if (keyFile == null || !Files.isReadable(keyFile)) {
            throw new IllegalStateException("--url needs --key-file and a file with the admin key in it");
        }
        return ServiceClient.withAdminKey(url, Files.readString(keyFile).strip());
    }
}
