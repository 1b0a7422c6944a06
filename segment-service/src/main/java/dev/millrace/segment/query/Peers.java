package dev.millrace.segment.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.Json;
import dev.millrace.segment.SegmentConfig;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks the other instances over HTTP. At most {@value #AT_A_TIME} requests are under way, fewer than there are threads that
 * answer, so that instances that ask each other never wait for each other's threads. One that did not answer is not asked
 * for a second while somebody else can answer.
 */
@Singleton
public class Peers {

    static final int AT_A_TIME = 64;

    private static final Duration CONNECTING = Duration.ofMillis(400);
    /** The other instance may wait so long for Kafka. */
    private static final Duration STORING = Duration.ofSeconds(12);

    private static final Duration AVOIDED = Duration.ofSeconds(1);
    private static final int OK = 200;
    private static final int CLIENT_ERRORS = 4;
    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final ConcurrentMap<Instance, Long> silentSince = new ConcurrentHashMap<>();
    private final String scheme;

    Peers(SegmentConfig config) {
        this.scheme = config.address().startsWith("https://") ? "https" : "http";
    }

    /** Whether the instance has lately left a request without an answer. */
    boolean isSilent(Instance instance) {
        Long since = silentSince.get(instance);
        return since != null && System.nanoTime() - since < AVOIDED.toNanos();
    }

    /** Fails with {@link Refusal} where asking somebody else would not help, with anything else where it may. */
    <T> CompletableFuture<T> ask(
            Instance instance, Hop hop, Set<Integer> partitions, String authorization, Class<T> type) {
        return send(instance, hop.patience(), () -> request(instance, hop, partitions, authorization))
                .thenApply(answer -> read(answer, type));
    }

    /** Passes on somebody's request as it is. */
    CompletableFuture<HttpResponse<byte[]>> pass(
            Instance instance, String method, String path, Map<String, String> headers, byte[] body) {
        return send(instance, STORING, () -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(instance, path))
                    .timeout(STORING)
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return request.build();
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            Instance instance, Duration patience, Supplier<HttpRequest> request) {
        if (!permits.tryAcquire()) {
            Metrics.counter("millrace_hops_refused").increment();
            return CompletableFuture.failedFuture(new IOException("too many questions to other instances at a time"));
        }
        try {
            return client.sendAsync(request.get(), HttpResponse.BodyHandlers.ofByteArray())
                    .orTimeout(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                    .whenComplete((answer, failure) -> note(instance, failure));
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private URI uri(Instance instance, String path) {
        return URI.create(scheme + "://" + instance + path);
    }

    private HttpRequest request(Instance instance, Hop hop, Set<Integer> partitions, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(instance, hop.path()))
                .timeout(hop.patience())
                .header("Authorization", authorization)
                .header(Hop.PARTITIONS_HEADER, header(partitions));
        if (hop.body() == null) {
            return request.build();
        }
        try {
            byte[] body = Json.mapper().writeValueAsBytes(hop.body());
            return request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(Set<Integer> partitions) {
        return partitions.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void note(Instance instance, @org.jspecify.annotations.Nullable Throwable failure) {
        permits.release();
        if (failure == null) {
            silentSince.remove(instance);
        } else {
            silentSince.put(instance, System.nanoTime());
            Metrics.counter("millrace_hops_failed").increment();
        }
    }

    private static <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        try {
            if (answer.statusCode() == OK) {
                return Json.mapper().readValue(answer.body(), type);
            }
            String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
            // an instance of an older release does not know a question yet
            if (answer.statusCode() / 100 == CLIENT_ERRORS && answer.statusCode() != NOT_FOUND) {
                throw new Refusal(answer.statusCode(), body);
            }
            throw new UncheckedIOException(new IOException("status " + answer.statusCode()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
