package dev.millrace.trigger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.trigger.webhook.TargetUrl;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls real servers on this machine under a name that nobody knows: only the address that was checked leads there. */
class CallSenderTest {

    private static final String HOST = "hook.shop.example";
    private static final String PASSWORD = "changeit";
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(700);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (AutoCloseable one : opened) {
            one.close();
        }
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void should_connect_to_the_checked_address_and_say_the_name() {
        List<String> heard = new ArrayList<>();
        int port = server(exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            heard.add(exchange.getRequestHeaders().getFirst("Host"));
            heard.add(exchange.getRequestHeaders().getFirst("Millrace-Call"));
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 204, -1);
        });

        assertThat(send(port, false)).isInstanceOf(Outcome.Delivered.class);
        assertThat(heard).containsExactly("POST /in?a=b", HOST + ":" + port, "call-1", "{\"id\":\"1\"}");
    }

    @Test
    void should_not_follow_redirects() {
        int port = server(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            answer(exchange, 307, -1);
        });

        assertThat(failure(port)).isEqualTo("status 307, and redirects are not followed");
        assertThat(asked).hasValue(1);
    }

    @Test
    void should_hear_how_long_it_is_to_leave_the_target_alone_but_not_for_ever() {
        Deque<String> answers = new ArrayDeque<>(List.of("120", "99999999", "soon"));
        int port = server(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", answers.remove());
            answer(exchange, 503, -1);
        });

        assertThat(((Outcome.Failed) send(port, false)).notBefore()).isEqualTo(Duration.ofMinutes(2));
        assertThat(((Outcome.Failed) send(port, false)).notBefore()).isEqualTo(Duration.ofHours(1));
        assertThat(((Outcome.Failed) send(port, false)).notBefore()).isNull();
    }

    @Test
    void should_give_up_when_the_time_is_over_whether_nothing_or_a_little_at_a_time_comes() {
        int silent = raw(socket -> end.await());
        int dripping = raw(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                out.write('.');
                out.flush();
            }
        });
        int dripsHeaders = raw(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                out.write('.');
                out.flush();
            }
        });

        for (int port : List.of(silent, dripping, dripsHeaders)) {
            assertThat(reason(send(port, false, HOST, new HttpClientOptions(), LITTLE_PATIENCE)))
                    .isEqualTo("no answer within 700 ms");
        }
    }

    @Test
    void should_not_read_an_answer_without_end() {
        int port = raw(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] much = new byte[10_000];
            while (end.getCount() > 0) {
                out.write(much);
            }
        });

        assertThat(send(port, false)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void should_take_what_is_no_answer_for_a_failure() throws IOException {
        int babbles =
                raw(socket -> socket.getOutputStream().write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        int hangsUp = raw(Socket::close);
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        for (int port : List.of(babbles, hangsUp, nobody)) {
            assertThat(failure(port)).startsWith("no connection or a broken answer");
        }
    }

    @Test
    void should_want_a_certificate_that_is_trusted_and_is_for_the_name(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("hook.p12");
        int port = secureServer(store);
        HttpClientOptions trusting = new HttpClientOptions()
                .setTrustOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));

        assertThat(send(port, true, HOST, trusting)).isInstanceOf(Outcome.Delivered.class);
        for (Outcome refused : List.of(
                send(port, true, "other.shop.example", trusting), send(port, true, HOST, new HttpClientOptions()))) {
            assertThat(reason(refused)).startsWith("no connection or a broken answer: SSL");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void should_refuse_a_host_that_is_inside_or_partly_or_nowhere() throws UnknownHostException {
        InetAddress outside = InetAddress.getByName("93.184.216.34");
        InetAddress inside = InetAddress.getByName("10.0.0.1");

        assertThat(CheckedHost.of(host -> List.of(outside), HOST, false)).isEqualTo(new CheckedHost.At(outside));
        assertThat(CheckedHost.of(host -> List.of(outside, inside), HOST, false))
                .isInstanceOf(CheckedHost.Refused.class);
        assertThat(CheckedHost.of(host -> List.of(inside), HOST, true)).isEqualTo(new CheckedHost.At(inside));
        assertThat(CheckedHost.of(host -> List.of(), HOST, true)).isInstanceOf(CheckedHost.Refused.class);
        assertThat(CheckedHost.of(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        HOST,
                        true))
                .isInstanceOf(CheckedHost.Refused.class);
    }

    /** A name that leads outside when it is checked and inside when it is asked again leads outside. */
    @Test
    void should_ask_for_a_name_once() throws UnknownHostException {
        Deque<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1")));
        CheckedHost found = CheckedHost.of(host -> List.of(answers.remove()), HOST, false);

        assertThat(found).isEqualTo(new CheckedHost.At(InetAddress.getByName("93.184.216.34")));
        assertThat(answers).hasSize(1);
    }

    private String failure(int port) {
        return reason(send(port, false));
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.reason() : fail("it did not fail");
    }

    private Outcome send(int port, boolean secure) {
        return send(port, secure, HOST, new HttpClientOptions());
    }

    private Outcome send(int port, boolean secure, String host, HttpClientOptions options) {
        return send(port, secure, host, options, PATIENCE);
    }

    private Outcome send(int port, boolean secure, String host, HttpClientOptions options, Duration patience) {
        try (CallSender sender = new CallSender(vertx, options, patience, patience)) {
            return sender.send(
                    new TargetUrl(host, port, secure, "/in?a=b"),
                    InetAddress.getLoopbackAddress(),
                    Map.of("Millrace-Call", "call-1"),
                    BODY);
        }
    }

    private int server(HttpHandler handler) {
        try {
            return start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int start(HttpServer server, HttpHandler handler) {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            handler.handle(exchange);
        });
        server.setExecutor(threads);
        server.start();
        opened.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private int secureServer(Path store) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + HOST,
                        "-ext",
                        "san=dns:" + HOST,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return start(server, exchange -> answer(exchange, 200, -1));
    }

    private static void answer(HttpExchange exchange, int status, int length) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, length);
        exchange.close();
    }

    private interface Talk {
        void to(Socket socket) throws IOException, InterruptedException;
    }

    /** Reads the request's beginning and then does what it is told. */
    private int raw(Talk talk) {
        try {
            ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            opened.add(server);
            threads.execute(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read(new byte[2_000]);
                        talk.to(socket);
                    } catch (IOException | InterruptedException e) {
                        // the caller hung up, or the test is over
                    }
                }
            });
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
