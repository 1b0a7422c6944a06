package dev.millrace.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private static final int REQUESTS = 40;

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(REQUESTS);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendAgainAsSoonAsItIsAnswered() throws InterruptedException {
        answer("{\"accepted\":1,\"refused\":[]}");
        try (HttpLoad load = HttpLoad.full(Template.single("key"), port(), 4, this::note)) {
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(load.answeredEvents()).isGreaterThanOrEqualTo(REQUESTS - 1);
        }
        assertThat(statuses).hasSize(asked.get()).containsOnly(200);
    }

    @Test
    void shouldCountLatencyFromWhenARequestWasDue() throws InterruptedException {
        Queue<Long> due = new ConcurrentLinkedQueue<>();
        answer("{}");
        try (HttpLoad load = HttpLoad.steady(Template.single("key"), port(), 4, 1_000, (connection, status) -> {
            due.add(connection.due());
            note(connection, status);
        })) {
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(load.answeredEvents()).isPositive();
        }
        long first = due.stream().mapToLong(it -> it).min().orElseThrow();
        assertThat(due).allSatisfy(it -> assertThat((it - first) % 1_000_000).isZero());
    }

    @Test
    void shouldTellABrokenConnectionAndOpenAnother() throws InterruptedException {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        try (HttpLoad load = HttpLoad.full(Template.single("key"), port(), 2, this::note)) {
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(load.answeredEvents()).isPositive();
        }
        assertThat(statuses).containsOnly(0);
    }

    @Test
    void shouldFindOutWhetherAllWasStored() throws InterruptedException {
        Queue<Boolean> stored = new ConcurrentLinkedQueue<>();
        answer("{\"success\":true,\"accepted\":49,\"refused\":[{\"index\":3,\"reason\":\"none\"}]}");
        try (HttpLoad load = HttpLoad.full(Template.batch("key", 50), port(), 1, (connection, status) -> {
            stored.add(connection.saysAllStored());
            note(connection, status);
        })) {
            assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(load.answeredEvents() % 50).isZero();
        }
        assertThat(stored).containsOnly(false);
    }

    private void note(Connection connection, int status) {
        statuses.add(status);
        enough.countDown();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
    }
}
