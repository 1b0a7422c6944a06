package dev.millrace.ingest.cart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.CustomerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CustomerClientTest {

    @Test
    void shouldNotWaitForAnAnswerThatStops() throws Exception {
        HttpServer stalling = stalling();
        try {
            URI address = URI.create("http://127.0.0.1:" + stalling.getAddress().getPort());
            CustomerClient client = new CustomerClient(address, "key", Duration.ofMillis(500));

            assertThat(client.of(CustomerId.user("anna")).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Carts.Answer.Away());
        } finally {
            stalling.stop(0);
        }
    }

    /** Begins each answer and never ends one. */
    private static HttpServer stalling() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        server.start();
        return server;
    }
}
