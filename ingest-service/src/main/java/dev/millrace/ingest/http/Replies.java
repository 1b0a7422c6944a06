package dev.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingest.intake.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Writes replies. One to a request whose body is not read to its end closes the connection: the rest is not wanted. */
@Singleton
class Replies {

    private final ObjectMapper mapper;
    private final Cors cors;

    Replies(ObjectMapper mapper, Cors cors) {
        this.mapper = mapper;
        this.cors = cors;
    }

    void send(RoutingContext exchange, Reply reply) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("Content-Type", "application/json");
        reply.headers().forEach(response::putHeader);
        cors.allow(exchange);
        boolean unread = !exchange.request().isEnded();
        if (unread) {
            response.putHeader("Connection", "close");
        }
        response.end(written(reply.body())).onComplete(written -> {
            if (unread) {
                exchange.request().connection().close();
            }
        });
    }

    private Buffer written(Object body) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be written", e);
        }
    }
}
