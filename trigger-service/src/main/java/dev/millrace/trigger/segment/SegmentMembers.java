package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Who is in a segment, page by page, as segment-service tells it. */
@ApplicationScoped
public class SegmentMembers {

    /** What came of asking for a page. */
    public sealed interface Answer {

        /** @param next what to ask for the page behind it with; null on the last one */
        record Page(List<CustomerId> members, @Nullable String next) implements Answer {

            public Page {
                members = List.copyOf(members);
            }
        }

        /** There is no such segment, and so nobody is in it. */
        record NoSegment() implements Answer {}

        /** To be asked again. */
        record Silence(String reason) implements Answer {}
    }

    private final SegmentServiceApi api;

    SegmentMembers(@RestClient SegmentServiceApi api) {
        this.api = api;
    }

    /** @param after the {@code next} of the page before; null for the first */
    public Answer page(String segment, @Nullable String after, int most) {
        try {
            return page(api.members(segment, after, most));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            return status == Response.Status.NOT_FOUND.getStatusCode()
                    ? new Answer.NoSegment()
                    : new Answer.Silence("segment-service answered with status " + status);
        } catch (ProcessingException e) {
            return new Answer.Silence("segment-service does not answer");
        } catch (IllegalArgumentException e) {
            return new Answer.Silence("segment-service answered with what can't be read");
        }
    }

    private static Answer page(JsonNode answer) {
        if (!answer.path("members").isArray()) {
            throw new IllegalArgumentException("a page has members");
        }
        List<CustomerId> members = new ArrayList<>();
        answer.path("members")
                .forEach(member ->
                        members.add(CustomerId.of(member.path("customer").asText())));
        return new Answer.Page(members, answer.path("next").textValue());
    }

    /** How many there are now; empty if nobody says. */
    public OptionalLong count(String segment) {
        try (Response answer = api.segment(segment)) {
            JsonNode count = answer.getStatus() == Response.Status.OK.getStatusCode()
                    ? answer.readEntity(JsonNode.class).path("count")
                    : MissingNode.getInstance();
            return count.isNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty();
        } catch (WebApplicationException | ProcessingException e) {
            return OptionalLong.empty();
        }
    }
}
