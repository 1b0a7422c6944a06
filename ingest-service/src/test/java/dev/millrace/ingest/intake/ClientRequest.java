package dev.millrace.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.ingest.tracking.CallType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A request as a client of Segment or RudderStack sends it: same address, headers, encoding and shape of body. In the body
 * {@code KEY} and {@code ID} stand for the write key and for what each message id begins with.
 */
public record ClientRequest(String client, String path, Map<String, String> headers, String body, boolean gzip) {

    public static final List<ClientRequest> ALL = List.of(
            new ClientRequest(
                    "segment-node",
                    "/v1/batch",
                    Map.of("Authorization", "Basic", "Content-Type", "application/json", "X-Retry-Count", "1"),
                    """
                    {"batch":[{"type":"track","event":"Order Completed","userId":"anna","messageId":"ID-node-1",
                      "timestamp":"2026-03-01T09:59:58.000Z","properties":{"order_id":"o-1","total":59.8,"currency":"eur",
                      "products":[{"product_id":"p-1","price":"29.90","quantity":2}]},"integrations":{},
                      "context":{"library":{"name":"@segment/analytics-node","version":"2.1.2"}},"_metadata":{"nodeVersion":"20"}},
                     {"type":"identify","userId":"anna","messageId":"ID-node-2","timestamp":"2026-03-01T09:59:58.000Z",
                      "traits":{"email":"anna@shop.example","firstName":"Anna","address":{"city":"Brno"}}}],
                     "writeKey":"KEY","sentAt":"2026-03-01T10:00:00.000Z"}""",
                    false),
            new ClientRequest(
                    "segment-browser-track",
                    "/v1/t",
                    Map.of("Authorization", "Basic", "Content-Type", "text/plain", "Origin", "https://shop.example"),
                    """
                    {"timestamp":"2026-03-01T09:59:59.120Z","integrations":{},"userId":null,"anonymousId":"a-browser",
                     "event":"Product Viewed","type":"track","properties":{"product_id":"p-1","price":29.9,"currency":"EUR"},
                     "context":{"page":{"path":"/p/1","referrer":"","search":"","title":"Mill","url":"https://shop.example/p/1"},
                     "userAgent":"Mozilla/5.0","locale":"cs-CZ","library":{"name":"analytics.js","version":"npm:next-1.70.0"},
                     "timezone":"Europe/Prague"},"messageId":"ID-browser-1","writeKey":"KEY",
                     "sentAt":"2026-03-01T10:00:00.020Z","_metadata":{"bundled":["Segment.io"]}}""",
                    false),
            new ClientRequest(
                    "segment-browser-page",
                    "/v1/p",
                    Map.of("Content-Type", "text/plain", "Origin", "https://shop.example"),
                    """
                    {"timestamp":"2026-03-01T09:59:59.120Z","userId":"","anonymousId":"a-browser","type":"page","name":"Home",
                     "properties":{"path":"/","url":"https://shop.example/"},"context":{"campaign":{"source":"mail"}},
                     "messageId":"ID-browser-2","writeKey":"KEY","sentAt":"2026-03-01T10:00:00.020Z"}""",
                    false),
            new ClientRequest(
                    "segment-browser-batch",
                    "/v1/b",
                    Map.of("Content-Type", "text/plain", "Origin", "https://shop.example"),
                    """
                    {"writeKey":"KEY","batch":[{"type":"group","groupId":"acme","anonymousId":"a-browser","traits":{"plan":"pro"},
                     "messageId":"ID-browser-3"},{"type":"identify","userId":7,"anonymousId":"a-browser","traits":{},
                     "messageId":"ID-browser-4"}],"sentAt":"2026-03-01T10:00:00.020Z"}""",
                    false),
            new ClientRequest(
                    "segment-java",
                    "/v1/import/",
                    Map.of("Content-Type", "application/json; charset=utf-8", "User-Agent", "analytics-java/3.5.2"),
                    """
                    {"batch":[{"type":"track","event":"Checkout Started","userId":"anna","anonymousId":"","messageId":"ID-java-1",
                     "timestamp":"2026-03-01T09:59:58Z","properties":{"value":10},"context":{"ip":"192.0.2.1"}},
                     {"type":"screen","name":"Cart","anonymousId":"a-app","messageId":"ID-java-2"}],
                     "sentAt":"2026-03-01T10:00:00Z","context":{"library":{"name":"analytics-java"},"ip":"192.0.2.9"},
                     "sequence":1,"writeKey":"KEY"}""",
                    false),
            new ClientRequest(
                    "rudderstack-node",
                    "/v1/batch",
                    Map.of(
                            "Authorization",
                            "Basic",
                            "Content-Type",
                            "application/x-www-form-urlencoded",
                            "Content-Encoding",
                            "gzip"),
                    """
                    {"batch":[{"type":"track","event":"Product Added","userId":"anna","channel":"server","messageId":"ID-rudder-1",
                     "originalTimestamp":"2026-03-01T09:59:50.000Z","sentAt":"2026-03-01T09:59:59.000Z",
                     "properties":{"cart_id":"c-1","product_id":"p-1","price":29.9},"context":{"traits":{"email":"anna@shop.example"}}}],
                     "sentAt":"2026-03-01T10:00:00.000Z"}""",
                    true),
            new ClientRequest(
                    "rudderstack-java",
                    "/v1/batch",
                    Map.of(
                            "Authorization",
                            "Basic",
                            "Content-Type",
                            "application/json",
                            "Content-Encoding",
                            "gzip",
                            "Transfer-Encoding",
                            "chunked"),
                    """
                    {"batch":[{"type":"alias","previousId":"a-1","userId":"anna","messageId":"ID-rudder-2",
                     "originalTimestamp":"2026-03-01T09:59:50.000Z"}],"sentAt":"2026-03-01T10:00:00.000Z"}""",
                    true),
            new ClientRequest(
                    "rudderstack-browser",
                    "/v1/track",
                    Map.of(
                            "Authorization",
                            "Basic",
                            "Content-Type",
                            "application/json",
                            "Origin",
                            "https://shop.example",
                            "AnonymousId",
                            "YS1ydWRkZXI=",
                            "SentAt",
                            "2026-03-01T10:00:05.000Z"),
                    """
                    {"type":"track","event":"Cart Viewed","userId":"","messageId":"ID-rudder-3","channel":"web",
                     "originalTimestamp":"2026-03-01T10:00:04.000Z","properties":{"cart_id":"c-1"},
                     "context":{"traits":{"email":"bela@shop.example"},"sessionId":1772359200}}""",
                    false),
            new ClientRequest(
                    "rudderstack-beacon",
                    "/beacon/v1/batch?writeKey=KEY",
                    Map.of("Content-Type", "text/plain", "Origin", "https://shop.example"),
                    """
                    {"batch":[{"type":"page","userId":"","anonymousId":"a-rudder","name":"Left","messageId":"ID-rudder-4",
                     "originalTimestamp":"2026-03-01T09:59:59.000Z","properties":{},"context":{}}],
                     "sentAt":"2026-03-01T10:00:00.000Z"}""",
                    false));

    private static final Map<String, Sent.Call> CALLS = calls();

    public String pathWith(String key) {
        return path.replace("KEY", key);
    }

    public Map<String, String> headersWith(String key) {
        Map<String, String> result = new HashMap<>(headers);
        result.computeIfPresent(
                "Authorization",
                (name, basic) -> "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8)));
        return result;
    }

    public byte[] plain(String key, String id) {
        return body.replace("\"KEY\"", "\"" + key + "\"")
                .replace("ID-", id + "-")
                .getBytes(UTF_8);
    }

    public byte[] encoded(byte[] plain) {
        return gzip ? gzipped(plain) : plain;
    }

    /** How the routes hand it on. */
    Sent sent(String key, byte[] encoded) {
        Map<String, String> with = headersWith(key);
        return new Sent(
                CALLS.get(path.replaceAll("/?(\\?.*)?$", "")),
                with.get("Authorization"),
                path.contains("writeKey=") ? key : null,
                with.get("Origin"),
                with.get("SentAt"),
                with.get("AnonymousId"),
                "",
                encoded);
    }

    public static byte[] gzipped(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return client;
    }

    private static Map<String, Sent.Call> calls() {
        return Map.of(
                "/v1/batch", Sent.Call.BATCH,
                "/v1/b", Sent.Call.BATCH,
                "/v1/import", Sent.Call.BATCH,
                "/beacon/v1/batch", Sent.Call.BATCH,
                "/v1/t", Sent.Call.of(CallType.TRACK),
                "/v1/track", Sent.Call.of(CallType.TRACK),
                "/v1/p", Sent.Call.of(CallType.PAGE));
    }
}
