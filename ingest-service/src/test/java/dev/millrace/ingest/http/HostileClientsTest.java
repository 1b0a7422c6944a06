package dev.millrace.ingest.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.ingest.intake.ClientRequest;
import dev.millrace.ingest.intake.InFlight;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.rest.Producer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send slowly, too much at once, or what is no HTTP. */
@QuarkusTest
@TestProfile(HostileClientsTest.Tight.class)
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class HostileClientsTest {

    private static final int KILOBYTES_IN_FLIGHT = 1024;

    @Inject
    LogPreparation preparation;

    @Inject
    InFlight inFlight;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/v1/history", "/v1/catalog", "/webhooks/shopify/shop"})
    void shouldGiveUpABodyThatDoesNotCome(String path) throws IOException {
        try (Socket socket =
                open("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"batch\":")) {
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 2")
                    .contains("\"code\":\"too-slow\"");
        }
        awaitNothingInFlight();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/batch", "/v1/history", "/v1/catalog", "/webhooks/shopify/shop", "/webhooks/woocommerce/shop"
            })
    void shouldBoundTheBytesOfAllBodiesTogetherAndRecover(String path) throws IOException {
        List<Socket> half = new ArrayList<>();
        String start =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n" + "x".repeat(400_000);
        for (int i = 0; i < 2; i++) {
            half.add(open(start));
        }
        Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> inFlight.bytes() >= 800_000);

        try (Socket tooMuch = open(start)) {
            assertThat(answer(tooMuch))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 2")
                    .contains("\"code\":\"overloaded\"");
        }
        assertThat(inFlight.bytes()).isLessThanOrEqualTo(KILOBYTES_IN_FLIGHT * 1024L);
        for (Socket socket : half) {
            socket.close();
        }

        awaitNothingInFlight();
        Producer.track("{\"userId\":\"u\",\"event\":\"e\"}").then().statusCode(200);
    }

    @Test
    void shouldCountWhatAFeedBecomesWhenItIsInflated() {
        Producer.as(Producer.SERVER_KEY)
                .body(ClientRequest.gzipped("id,name\np-1,Mug\n".getBytes(UTF_8)))
                .post("/v1/catalog")
                .then()
                .statusCode(503)
                .header("Retry-After", "2");
        awaitNothingInFlight();
    }

    @Test
    void shouldStopReadingChunksWithoutEnd() throws IOException {
        try (Socket socket = open("POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(UTF_8);
            for (int i = 0; i < 8; i++) {
                socket.getOutputStream().write(chunk);
            }
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("\"code\":\"too-big\"");
        }
        awaitNothingInFlight();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                "POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
                "POST /v1/track HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "POST /v1/track HTTP/9.9\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "POST /v1/track?writeKey=%ZZ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
            })
    void shouldNotCallItsOwnFaultWhatIsNoHttp(String request) throws IOException {
        try (Socket socket = open(request)) {
            String answer = answer(socket);
            assertThat(answer).doesNotContainPattern("^HTTP/[0-9.]+ 5");
        }
        given().get("/q/health/live").then().statusCode(200);
    }

    /** The answer may be here before its request's bytes are given back. */
    private void awaitNothingInFlight() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> inFlight.bytes() == 0);
    }

    private static Socket open(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    /** What comes until the connection ends, or the first of it when it stays open. */
    private static String answer(Socket socket) throws IOException {
        byte[] buffer = new byte[8_192];
        int read = socket.getInputStream().read(buffer);
        return read < 0 ? "" : new String(buffer, 0, read, ISO_8859_1);
    }

    /** Little time and room. */
    public static final class Tight implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "millrace.ingest.body-within",
                    "1500ms",
                    "millrace.ingest.max-in-flight",
                    KILOBYTES_IN_FLIGHT + "K");
        }
    }
}
