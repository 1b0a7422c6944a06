package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Segments at segment-service that campaigns need and no person has defined. */
@ApplicationScoped
public class OwnSegments {

    private static final Logger LOG = Logger.getLogger(OwnSegments.class);

    private final SegmentServiceApi api;

    OwnSegments(@RestClient SegmentServiceApi api) {
        this.api = api;
    }

    /** Whether segment-service has it now. The same definition again changes nothing. */
    public boolean put(String id, String expression) {
        ObjectNode definition = Json.object()
                .put("name", "Campaigns: " + expression)
                .put("expression", expression)
                .put(
                        "purpose",
                        "Kept by trigger-service for campaigns that start on a date. Don't change or delete it.");
        int status = status(() -> api.putSegment(id, definition));
        if (status != Response.Status.OK.getStatusCode()) {
            LOG.warnf("event=segment-not-put segment=%s status=%d", id, status);
        }
        return status == Response.Status.OK.getStatusCode();
    }

    /** Whether segment-service has it no longer. */
    public boolean delete(String id) {
        int status = status(() -> api.deleteSegment(id));
        return status / 100 == 2 || status == Response.Status.NOT_FOUND.getStatusCode();
    }

    private static int status(Supplier<Response> call) {
        try (Response answer = call.get()) {
            return answer.getStatus();
        } catch (WebApplicationException e) {
            return e.getResponse().getStatus();
        } catch (ProcessingException e) {
            return Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
        }
    }
}
