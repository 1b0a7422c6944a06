package dev.millrace.benchmarks.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Answers in segment-service's and mailer-service's place, as cheaply as it can: of each customer the same, as of now. All may
 * be written to and are in the segment.
 */
public final class SegmentStub {

    private static final String BEFORE_ID = "{\"id\":\"";
    private static final String BEFORE_AS_OF = "\",\"known\":true,\"version\":7,\"asOf\":\"";
    private static final String REST =
            """
            ","traits":{"email":"jo.doe@shop.example","firstName":"Jo","lastName":"Doe","locale":"de-AT",\
            "address":{"country":"FR","city":"Paris"}},\
            "consent":{"email":{"status":"subscribed","at":"2026-01-02T03:04:05.678Z","source":"storefront"}},\
            "memberships":[{"segment":"leads","since":"2026-01-02T03:04:05.678Z"}],\
            "cart":{"count":2,"value":"59.80","currency":"EUR","items":[\
            {"product_id":"p6","name":"Winter boot","price":"29.90","quantity":2,"url":"https://shop.example/p6"}]},\
            "orders":{"count":0},"firstSeen":"2026-01-02T03:04:05.678Z",\
            "events":{"page_viewed":{"count":12,"first":"2026-01-02T03:04:05.678Z","last":"2026-01-12T03:04:05.678Z"}},\
            "expressions":{}}"""
                    .replace("\n", "");

    private SegmentStub() {}

    /** Argument: the port. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Vertx.vertx()
                .deployVerticle(new Server(port, InstantSource.system()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static final class Server extends AbstractVerticle {

        private final int port;
        private final InstantSource time;

        private Server(int port, InstantSource time) {
            this.port = port;
            this.time = time;
        }

        @Override
        public void start() {
            var listening = vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                    .listen(port, "127.0.0.1");
            listening.onFailure(failure -> System.exit(1));
        }

        private void answer(HttpServerRequest request, Buffer body) {
            request.response().putHeader("Content-Type", "application/json");
            String text = request.path().endsWith("/batch") ? customers(body) : "{\"ok\":true,\"class\":\"marketing\"}";
            var sent = request.response().end(text);
        }

        private String customers(Buffer body) {
            String asOf = time.instant().toString();
            StringBuilder answer = new StringBuilder(1 << 18).append("{\"customers\":[");
            String separator = "";
            for (JsonNode id : ids(body)) {
                answer.append(separator).append(BEFORE_ID).append(id.textValue());
                answer.append(BEFORE_AS_OF).append(asOf).append(REST);
                separator = ",";
            }
            return answer.append("]}").toString();
        }

        private static JsonNode ids(Buffer body) {
            try {
                return Json.mapper().readTree(body.getBytes()).path("ids");
            } catch (IOException e) {
                throw new IllegalArgumentException("not a question", e);
            }
        }
    }
}
