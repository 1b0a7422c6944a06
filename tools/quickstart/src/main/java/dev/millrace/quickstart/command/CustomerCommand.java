package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is known of a customer. */
@Command(
        name = "customer",
        description = "Prints what is known of a customer, as JSON.",
        mixinStandardHelpOptions = true)
public final class CustomerCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "a customer id, such as user:jan; jan alone means user:jan")
    private String id = "";

    @Override
    public Integer call() throws Exception {
        String customer = id.contains(":") ? id : "user:" + id;
        String path = "/api/customers/"
                + URLEncoder.encode(customer, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode answer = Installation.here().segmentService().get(path);
        spec.commandLine()
                .getOut()
                .println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        return 0;
    }
}
