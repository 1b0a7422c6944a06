package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.document.DocumentDiff;
import dev.millrace.quickstart.document.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The welcome pop-up that the shop's pages show: as a file says, none, or again as ingest-service is configured. */
@Command(
        name = "popup",
        description = "Changes the welcome pop-up that the shop's pages show, after showing what differs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the pop-up is as wanted",
            " 1:not possible; nothing was changed",
            " 3:with --dry-run: something differs"
        })
public final class PopupCommand {

    private static final String PATH = "/api/popup";
    private static final String DRY_RUN = PATH + "?dryRun=true";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "apply", description = "Makes it as a file says.", mixinStandardHelpOptions = true)
    int apply(
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE",
                            required = true,
                            description = "popup.yaml: id, language, rule, texts")
                    Path file,
            @Mixin ServiceOptions service,
            @Option(names = "--dry-run", description = "only show what differs") boolean dryRun)
            throws IOException {
        return put(SettingsFile.read(file, "texts:"), service, dryRun);
    }

    @Command(name = "off", description = "Shows none.", mixinStandardHelpOptions = true)
    int off(
            @Mixin ServiceOptions service,
            @Option(names = "--dry-run", description = "only show what differs") boolean dryRun)
            throws IOException {
        return put(Json.object().put("off", true), service, dryRun);
    }

    @Command(
            name = "reset",
            description = "Shows again what ingest-service is configured to.",
            mixinStandardHelpOptions = true)
    int reset(
            @Mixin ServiceOptions service,
            @Option(names = "--dry-run", description = "only show what differs") boolean dryRun)
            throws IOException {
        return change(service, dryRun, ServiceClient::deleted);
    }

    private int put(ObjectNode wanted, ServiceOptions service, boolean dryRun) throws IOException {
        return change(service, dryRun, (client, path) -> client.put(path, wanted));
    }

    /** The service itself says what it would be, with all that it adds. */
    private int change(ServiceOptions service, boolean dryRun, BiFunction<ServiceClient, String, JsonNode> ask)
            throws IOException {
        ServiceClient client = service.client(Installation::ingestAdministration);
        JsonNode known = client.get(PATH);
        JsonNode wanted = ask.apply(client, DRY_RUN);
        List<String> differences = DocumentDiff.between(popup(known), popup(wanted));
        PrintWriter out = spec.commandLine().getOut();
        differences.forEach(out::println);
        if (!dryRun && !(differences.isEmpty() && known.path("setBy").equals(wanted.path("setBy")))) {
            var unused = ask.apply(client, PATH);
            out.println("Applied. Pages show it within five minutes.");
        } else if (differences.isEmpty()) {
            out.println("The pop-up is as wanted.");
        }
        out.flush();
        return dryRun && !differences.isEmpty() ? Differences.EXIT_CODE : 0;
    }

    private static ObjectNode popup(JsonNode view) {
        return view.path("popup") instanceof ObjectNode popup ? popup : Json.object();
    }
}
