package dev.millrace.ingest.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.DataRequest;
import dev.millrace.ingest.intake.DataRequestBook;
import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.kafka.FollowedTopic;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People who asked, through their shop, what is known of them: for whoever has to answer in time. */
@Path("/api/data-requests")
@Produces(MediaType.APPLICATION_JSON)
@AdminKey
@Blocking
@Tag(name = "data requests")
@SecurityRequirement(name = "adminKey")
@APIResponse(
        responseCode = "401",
        description = "The admin key is missing or wrong",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "Kafka does not answer, or the requests have not been read yet",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
public class DataRequestsResource {

    private final DataRequestBook book;
    private final FollowedTopic<DataRequest> topic;

    DataRequestsResource(DataRequestBook book, FollowedTopic<DataRequest> topic) {
        this.book = book;
        this.topic = topic;
    }

    /**
     * One that was not answered yet.
     *
     * @param exports where segment-service gives out what is known, for each id under which the person may be known; an id
     *     that nobody has is answered 404 there
     */
    public record OpenRequest(String id, String source, Instant requestedAt, List<String> exports) {

        static OpenRequest of(DataRequest request) {
            return new OpenRequest(
                    request.id(),
                    request.source(),
                    request.requestedAt(),
                    request.customers().stream().map(OpenRequest::export).toList());
        }

        private static String export(CustomerId customer) {
            String id = URLEncoder.encode(customer.value(), StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%3A", ":");
            return "/api/customers/" + id + "/export";
        }
    }

    @GET
    @Operation(summary = "Who asked what is known of them and has not been answered, oldest first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OpenRequest[].class)))
    public List<OpenRequest> open() {
        requireRead();
        return book.all().stream().map(OpenRequest::of).toList();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Say that a request was answered")
    @APIResponse(responseCode = "204", description = "Taken off the list")
    @APIResponse(
            responseCode = "404",
            description = "There is no such request",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public void answered(String id) {
        requireRead();
        if (!book.has(id)) {
            throw new Refused(404, "unknown", "there is no such request");
        }
        InForce.await(topic.remove(id));
    }

    private void requireRead() {
        if (!book.complete()) {
            throw new Refused(503, "not-ready", "the requests have not been read yet; try again");
        }
    }
}
