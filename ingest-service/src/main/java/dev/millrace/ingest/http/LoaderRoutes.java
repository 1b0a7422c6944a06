package dev.millrace.ingest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Json;
import dev.millrace.ingest.intake.Reply;
import dev.millrace.ingest.key.BasicCredentials;
import dev.millrace.ingest.key.SourceBook;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the loaders of Segment's and RudderStack's browser clients ask before they send: which other services they should send
 * to as well. None; but they do nothing without an answer.
 */
@Singleton
class LoaderRoutes {

    private static final String METHODS = "GET, OPTIONS";
    private static final Map<String, String> CACHED = Map.of("Cache-Control", "public, max-age=300");

    private final SourceBook sources;
    private final InstantSource time;
    private final Cors cors;
    private final Replies replies;

    LoaderRoutes(SourceBook sources, InstantSource time, Cors cors, Replies replies) {
        this.sources = sources;
        this.time = time;
        this.cors = cors;
        this.replies = replies;
    }

    void register(@Observes Router router) {
        route(router, "/v1/projects/:writeKey/settings", LoaderRoutes::settings);
        route(router, "/sourceConfig", LoaderRoutes::sourceConfig);
    }

    private void route(Router router, String path, BiFunction<IngestSource, String, ObjectNode> answer) {
        router.get(path).handler(exchange -> replies.send(exchange, reply(exchange, answer)));
        router.options(path).handler(exchange -> cors.preflight(exchange, METHODS));
    }

    private Reply reply(RoutingContext exchange, BiFunction<IngestSource, String, ObjectNode> answer) {
        Optional<String> key = Optional.ofNullable(exchange.request().getParam("writeKey"))
                .or(() -> BasicCredentials.key(exchange.request().getHeader("Authorization")));
        Optional<IngestSource> source = key.flatMap(sent -> sources.byKey(sent, time.instant()));
        return source.map(found -> new Reply(200, CACHED, answer.apply(found, key.orElseThrow())))
                .orElseGet(() -> Reply.noSuchSource(sources.complete()));
    }

    private static ObjectNode settings(IngestSource source, String key) {
        ObjectNode answer = Json.object();
        answer.putObject("integrations").putObject("Segment.io").put("apiKey", key);
        answer.putObject("plan").putObject("track").putObject("__default").put("enabled", true);
        answer.putObject("edgeFunction");
        return answer;
    }

    private static ObjectNode sourceConfig(IngestSource source, String key) {
        ObjectNode answer = Json.object();
        ObjectNode found = answer.putObject("source")
                .put("id", source.name())
                .put("name", source.name())
                .put("writeKey", key)
                .put("enabled", true);
        found.putArray("destinations");
        ObjectNode statistics = found.putObject("config").putObject("statsCollection");
        statistics.putObject("errors").put("enabled", false);
        statistics.putObject("metrics").put("enabled", false);
        return answer;
    }
}
