package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.document.DocumentDiff;
import dev.millrace.quickstart.document.SettingsFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the shop's settings as a file says, after showing what differs. */
@Command(
        name = "apply",
        description = "Makes the shop's settings as a file says, after showing what differs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the settings are as the file says",
            " 1:not possible; nothing was changed",
            " 3:with --dry-run: something differs"
        })
public final class ShopApplyCommand implements Callable<Integer> {

    private static final String PATH = "/api/shop";

    /** What the service adds to the settings. */
    private static final Set<String> NOT_SETTINGS = Set.of("updatedAt", "withoutRate");

    private static final String ZONE = "zone";
    private static final String DEFAULT_ZONE = "UTC";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "shop.yaml: currency, rates, zone, lists, stores, freeShipping, values, segments, fields")
    private Path file = Path.of("shop.yaml");

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--dry-run", description = "only show what differs")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        ObjectNode wanted = SettingsFile.read(file, "currency: EUR");
        ServiceClient client = service.client(Installation::segmentService);
        ObjectNode known = client.find(PATH).map(ObjectNode.class::cast).orElseGet(wanted::objectNode);
        return Differences.settle(
                spec.commandLine().getOut(),
                DocumentDiff.between(settings(known, wanted), wanted),
                dryRun,
                "The settings are as " + file + " says.",
                () -> client.put(PATH, wanted));
    }

    private static ObjectNode settings(ObjectNode known, ObjectNode wanted) {
        ObjectNode settings = known.deepCopy().remove(NOT_SETTINGS);
        if (!wanted.has(ZONE) && settings.path(ZONE).asText().equals(DEFAULT_ZONE)) {
            settings.remove(ZONE);
        }
        return settings;
    }
}
