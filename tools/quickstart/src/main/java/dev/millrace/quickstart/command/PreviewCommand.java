package dev.millrace.quickstart.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts the customers for whom an expression holds, now or at an instant. Changes nothing. */
@Command(
        name = "preview",
        description = "Counts the customers for whom an expression holds.",
        mixinStandardHelpOptions = true)
public final class PreviewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "EXPRESSION",
            description = "such as 'count(order_completed) >= 3 and age(last(order_completed)) > 30d'")
    private String expression = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "such as 2026-06-30 or 2026-06-30T12:00:00Z; default: now")
    private @Nullable String at;

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "a value for $NAME in the expression")
    private Map<String, String> parameters = new HashMap<>();

    @Option(names = "--exact", description = "count all customers, however many there are and however long it takes")
    private boolean exact;

    @Option(names = "--json", description = "the answer as it came")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ObjectNode question = Json.object().put("expression", expression);
        if (at != null) {
            question.put("at", at);
        }
        if (exact) {
            question.put("exact", true);
        }
        if (!parameters.isEmpty()) {
            question.set("parameters", Json.mapper().valueToTree(parameters));
        }
        JsonNode answer = Installation.here().segmentService().post("/api/segments/preview", question);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
            return 0;
        }
        if (answer.path("estimate").asBoolean()) {
            out.printf(
                    "about %s of about %s customers, give or take %s; --exact counts them all%n",
                    answer.path("count").asText(),
                    answer.path("of").asText(),
                    answer.path("error").asText());
            answer.path("sample").forEach(id -> out.println("  " + id.asText()));
            return 0;
        }
        out.println(answer.path("count").asText() + " of " + answer.path("of").asText() + " customers"
                + (answer.path("unknown").asLong() > 0
                        ? "; unknown for " + answer.path("unknown").asText()
                        : ""));
        answer.path("sample").forEach(id -> out.println("  " + id.asText()));
        return 0;
    }
}
