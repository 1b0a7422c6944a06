package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.report.Rates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** What money is worth in the shop's currency: segment-service is asked now and then, and what it said last holds meanwhile. */
@ApplicationScoped
public class ShopRates {

    private static final Duration HOLDS = Duration.ofMinutes(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final SegmentServiceApi api;
    private final InstantSource time;
    private @Nullable Rates last;
    private Instant askAgain = Instant.MIN;

    ShopRates(@RestClient SegmentServiceApi api, InstantSource time) {
        this.api = api;
        this.time = time;
    }

    /** Empty until segment-service has answered once. */
    public synchronized Optional<Rates> now() {
        Instant now = time.instant();
        if (!now.isBefore(askAgain)) {
            Rates answer = ask();
            last = answer == null ? last : answer;
            askAgain = now.plus(answer == null ? ASK_AGAIN : HOLDS);
        }
        return Optional.ofNullable(last);
    }

    private @Nullable Rates ask() {
        try (Response answer = api.shop()) {
            return read(answer);
        } catch (WebApplicationException e) {
            return read(e.getResponse());
        } catch (ProcessingException e) {
            return null;
        }
    }

    private static @Nullable Rates read(Response answer) {
        if (answer.getStatus() == Response.Status.NOT_FOUND.getStatusCode()) {
            return Rates.NONE;
        }
        if (answer.getStatus() != Response.Status.OK.getStatusCode()) {
            return null;
        }
        try {
            JsonNode settings = answer.readEntity(JsonNode.class);
            Map<String, BigDecimal> rates = new HashMap<>();
            for (Map.Entry<String, JsonNode> rate : settings.path("rates").properties()) {
                rates.put(rate.getKey(), new BigDecimal(rate.getValue().asText()));
            }
            return new Rates(settings.path("currency").textValue(), rates);
        } catch (ProcessingException | NumberFormatException e) {
            return null;
        }
    }
}
