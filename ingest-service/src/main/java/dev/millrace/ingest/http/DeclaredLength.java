package dev.millrace.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingest.intake.IngestMetrics;
import dev.millrace.ingest.intake.Reply;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body by its declared length before a byte of it is read, with a reason. What is smaller is read and then
 * measured by the intake; what comes in chunks is cut off by the server at the same bound.
 */
@Singleton
class DeclaredLength {

    private static final int BEFORE_EVERYTHING = 10_000;
    private static final int TOO_BIG = 413;

    private final long limit;
    private final IngestMetrics metrics;
    private final String answer;

    DeclaredLength(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            IngestMetrics metrics,
            ObjectMapper mapper)
            throws JsonProcessingException {
        this.limit = limit.asLongValue();
        this.metrics = metrics;
        this.answer = mapper.writeValueAsString(
                Reply.tooBig("the body has more than %d bytes; send several smaller batches".formatted(this.limit))
                        .body());
    }

    /** A length of more digits than a number holds is more. */
    private boolean isMore(String declared) {
        try {
            return Long.parseLong(declared) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext context) {
        String declared = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declared == null || declared.length() < Long.toString(limit).length() || !isMore(declared)) {
            context.next();
            return;
        }
        metrics.requestRefused("too-big");
        context.response()
                .setStatusCode(TOO_BIG)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(answer)
                .onComplete(written -> context.request().connection().close());
    }
}
