package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.document.DocumentDiff;
import dev.millrace.quickstart.document.SettingsFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the policies as a file says, after showing what differs. */
@Command(
        name = "apply",
        description = "Makes the policies as a file says, after showing what differs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the policies are as the file says",
            " 1:not possible; nothing was changed",
            " 3:with --dry-run: something differs"
        })
public final class PoliciesApplyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "policies.yaml: home, sender, consent, doubleOptIn, caps, quietHours, unengaged")
    private Path file = Path.of("policies.yaml");

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--dry-run", description = "only show what differs; the file is checked all the same")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        ObjectNode wanted = SettingsFile.read(file, "home: DE");
        ServiceClient client = service.client(Installation::triggerService);
        ObjectNode known = client.find(PoliciesCommand.PATH)
                .map(view -> (ObjectNode) view.path("document"))
                .orElseGet(wanted::objectNode);
        client.put(PoliciesCommand.PATH + "?dryRun=true", wanted);
        return Differences.settle(
                spec.commandLine().getOut(),
                DocumentDiff.between(known, wanted),
                dryRun,
                "The policies are as " + file + " says.",
                () -> client.put(PoliciesCommand.PATH, wanted));
    }
}
