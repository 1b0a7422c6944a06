package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Defines a service that campaigns call, or changes it. Of a new one, shows the secret: this once. */
@Command(
        name = "set",
        description =
                "Defines a service that campaigns call, or changes it. The secret of a new one is shown this once.",
        mixinStandardHelpOptions = true)
public final class TargetsSetCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "by which campaigns name it, such as erp")
    private String id = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "such as https://erp.shop.example/hooks")
    private String address = "";

    @Option(names = "--paused", description = "its calls wait until it is set again without this")
    private boolean paused;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Override
    public Integer call() throws Exception {
        JsonNode answer = service.client(Installation::triggerService)
                .put(
                        TargetsCommand.PATH + "/" + id,
                        Json.object().put("url", address).put("state", paused ? "paused" : "active"));
        PrintWriter out = spec.commandLine().getOut();
        JsonNode key = answer.path("key");
        out.println(id + " is " + answer.path("target").path("state").asText() + ".");
        if (key.hasNonNull("secret")) {
            out.println("Key " + key.path("id").asText() + ", secret "
                    + key.path("secret").asText());
            out.println("The secret is not shown again; the receiver checks signatures with it.");
        }
        return 0;
    }
}
