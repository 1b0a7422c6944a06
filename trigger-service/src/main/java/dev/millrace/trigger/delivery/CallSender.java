package dev.millrace.trigger.delivery;

import dev.millrace.trigger.webhook.TargetUrl;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one POST to an address that somebody has looked up and checked: the name is not looked up again, but is what the
 * certificate must be for. Follows no redirect, reads little of the answer, and is over when the time is.
 */
final class CallSender implements AutoCloseable {

    private static final int MOST_ANSWER_BYTES = 65_536;
    private static final int MOST_HEADER_BYTES = 16_384;
    private static final int MOST_AT_A_TIME = 100;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    /** Beyond the time that the call has, for what is said about it. */
    private static final long GRACE_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;

    /** @param options may say which certificates are trusted besides the machine's */
    CallSender(Vertx vertx, HttpClientOptions options, Duration connectTimeout, Duration timeout) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.client = vertx.createHttpClient(
                options.setKeepAlive(false)
                        .setVerifyHost(true)
                        .setTrustAll(false)
                        .setConnectTimeout((int) connectTimeout.toMillis())
                        .setSslHandshakeTimeout(connectTimeout.toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(MOST_HEADER_BYTES),
                new PoolOptions().setHttp1MaxSize(MOST_AT_A_TIME));
    }

    /** Returns when it is known, or the time is over. */
    Outcome send(TargetUrl url, InetAddress address, Map<String, String> headers, byte[] body) {
        Promise<Outcome> outcome = Promise.promise();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.path())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        long timer = vertx.setTimer(timeout.toMillis(), id -> outcome.tryFail(new TimeoutException()));
        client.request(options)
                .onSuccess(request -> send(request, body, outcome))
                .onFailure(outcome::tryFail);
        try {
            return outcome.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return tooLong();
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("stopped", null);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    private static void send(HttpClientRequest request, byte[] body, Promise<Outcome> outcome) {
        // whatever ends the call, also our own patience, ends the connection
        outcome.future().onComplete(any -> request.reset());
        if (outcome.future().isComplete()) {
            return;
        }
        request.response().onSuccess(response -> read(response, outcome)).onFailure(outcome::tryFail);
        request.send(Buffer.buffer(body)).onFailure(outcome::tryFail);
    }

    /** Lets the target say all it has to say, within bounds, so that it does not meet a broken connection. */
    private static void read(HttpClientResponse response, Promise<Outcome> outcome) {
        Outcome said = outcome(response);
        int[] bytes = {0};
        response.handler(buffer -> {
            bytes[0] += buffer.length();
            if (bytes[0] > MOST_ANSWER_BYTES) {
                outcome.tryComplete(said);
            }
        });
        response.exceptionHandler(outcome::tryFail);
        response.endHandler(end -> outcome.tryComplete(said));
    }

    private static Outcome outcome(HttpClientResponse response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        boolean redirects = status >= 300 && status < 400;
        String reason = "status " + status + (redirects ? ", and redirects are not followed" : "");
        return new Outcome.Failed(reason, retryAfter(response.getHeader("Retry-After")));
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("[0-9]{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private Outcome failed(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return tooLong();
        }
        return new Outcome.Failed(
                "no connection or a broken answer: " + cause.getClass().getSimpleName(), null);
    }

    private Outcome tooLong() {
        return new Outcome.Failed("no answer within " + timeout.toMillis() + " ms", null);
    }

    @Override
    public void close() {
        client.close();
    }
}
