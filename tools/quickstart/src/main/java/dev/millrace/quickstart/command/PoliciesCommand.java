package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the policies in force. */
@Command(
        name = "policies",
        description = "Shows the policies in force. With apply: makes them as a file says.",
        mixinStandardHelpOptions = true,
        subcommands = PoliciesApplyCommand.class)
public final class PoliciesCommand implements Callable<Integer> {

    static final String PATH = "/api/policies";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws Exception {
        Optional<JsonNode> known = service.client(Installation::triggerService).find(PATH);
        spec.commandLine()
                .getOut()
                .println(
                        known.isPresent()
                                ? Json.mapper()
                                        .writerWithDefaultPrettyPrinter()
                                        .writeValueAsString(known.get().path("document"))
                                : "No policies have been set: mail needs express permission, and there is no limit.");
        return 0;
    }
}
