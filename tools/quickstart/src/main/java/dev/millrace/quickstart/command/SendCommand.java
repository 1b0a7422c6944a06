package dev.millrace.quickstart.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one event with the server key, and prints the answer. A 200 means that Kafka has it. */
@Command(
        name = "send",
        description = "Sends one event, as a shop's backend would.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(track | identify | page)")
public final class SendCommand {

    /** Who the event is about, and options of every kind of event. */
    static final class About {

        @Option(names = "--user", paramLabel = "ID", description = "the shop's user id")
        private @Nullable String user;

        @Option(names = "--anonymous", paramLabel = "ID", description = "the anonymous id of a guest")
        private @Nullable String anonymous;

        @Option(names = "--message-id", paramLabel = "ID", description = "the same id is counted once; default: random")
        private @Nullable String messageId;

        ObjectNode event() {
            if (user == null && anonymous == null) {
                throw new IllegalStateException("say whom the event is about: --user ID or --anonymous ID");
            }
            ObjectNode event = Json.object();
            event.put("messageId", messageId == null ? UUID.randomUUID().toString() : messageId);
            if (user != null) {
                event.put("userId", user);
            }
            if (anonymous != null) {
                event.put("anonymousId", anonymous);
            }
            return event;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "track", description = "Something happened.", mixinStandardHelpOptions = true)
    int track(
            @Mixin About about,
            @Parameters(paramLabel = "EVENT", description = "such as \"Product Added\"") String name,
            @Option(names = "--properties", paramLabel = "JSON", defaultValue = "{}") String properties)
            throws Exception {
        ObjectNode event = about.event();
        event.put("event", name);
        event.set("properties", object("--properties", properties));
        return send("/v1/track", event);
    }

    @Command(name = "identify", description = "Who somebody is.", mixinStandardHelpOptions = true)
    int identify(
            @Mixin About about,
            @Option(
                            names = "--traits",
                            paramLabel = "JSON",
                            defaultValue = "{}",
                            description =
                                    "such as '{\"email\":\"jan@example.org\",\"consent\":{\"email\":\"subscribed\"}}'")
                    String traits)
            throws Exception {
        ObjectNode event = about.event();
        event.set("traits", object("--traits", traits));
        return send("/v1/identify", event);
    }

    @Command(name = "page", description = "Somebody looked at a page.", mixinStandardHelpOptions = true)
    int page(
            @Mixin About about,
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "Home") String name,
            @Option(names = "--properties", paramLabel = "JSON", defaultValue = "{}") String properties)
            throws Exception {
        ObjectNode event = about.event();
        event.put("name", name);
        event.set("properties", object("--properties", properties));
        return send("/v1/page", event);
    }

    private int send(String path, ObjectNode event) throws Exception {
        JsonNode answer = Installation.here().ingestService().post(path, event);
        spec.commandLine().getOut().println(answer);
        return answer.path("refused").isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static JsonNode object(String option, String json) {
        try {
            JsonNode node = Json.mapper().readTree(json);
            if (!node.isObject()) {
                throw new IllegalStateException(option + " needs a JSON object, found: " + json);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(option + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }
}
