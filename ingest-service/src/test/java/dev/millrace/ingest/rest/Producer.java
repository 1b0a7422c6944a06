package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;

/** Sends to the service under test with the keys that the tests configure. */
public final class Producer {

    public static final String BROWSER_KEY = "browser-key-of-the-tests";
    public static final String SERVER_KEY = "server-key-of-the-tests";

    /** Bodies are sent as they are, whatever they are labelled. */
    private static final RestAssuredConfig RAW = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)
                    .encodeContentTypeAs("text/plain", ContentType.BINARY));

    private Producer() {}

    public static RequestSpecification as(String key) {
        String credentials = Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
        return given().config(RAW)
                .header("Authorization", "Basic " + credentials)
                .contentType("application/json");
    }

    public static Response post(String key, String path, String body) {
        return as(key).body(body.getBytes(UTF_8)).post(path);
    }

    public static Response track(String body) {
        return post(BROWSER_KEY, "/v1/track", body);
    }
}
