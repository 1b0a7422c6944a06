package dev.millrace.trigger.segment;

import dev.millrace.trigger.campaign.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks segment-service whether the segments that policies name are there. */
@ApplicationScoped
public class PolicyCheck {

    private static final String SEGMENT_SERVICE = "segment-service";

    private final SegmentServiceApi segments;

    PolicyCheck(@RestClient SegmentServiceApi segments) {
        this.segments = segments;
    }

    /** @param named ids of segments by the place in the document */
    public Checked check(Map<String, String> named) {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, String> entry : named.entrySet()) {
            int status = status(entry.getValue());
            if (status == Response.Status.NOT_FOUND.getStatusCode()) {
                problems.add(Problem.at(
                        entry.getKey(),
                        "there is no segment \"" + entry.getValue()
                                + "\"; expected the id of a segment that segment-service has"));
            } else if (status != Response.Status.OK.getStatusCode()) {
                return new Checked.Unanswered(SEGMENT_SERVICE);
            }
        }
        return problems.isEmpty() ? new Checked.Fine() : new Checked.Refused(problems);
    }

    private int status(String segment) {
        try (Response answer = segments.segment(segment)) {
            return answer.getStatus();
        } catch (WebApplicationException e) {
            return e.getResponse().getStatus();
        } catch (ProcessingException e) {
            return Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
        }
    }
}
