package dev.millrace.trigger.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.audience.AudienceReader;
import dev.millrace.trigger.audience.AudienceReader.Reading;
import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.flow.AudienceChanges;
import dev.millrace.trigger.segment.Checked;
import dev.millrace.trigger.segment.PolicyCheck;
import dev.millrace.trigger.store.AudienceMembers;
import dev.millrace.trigger.store.Audiences;
import dev.millrace.trigger.store.WebhookTargets;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Segments as lists of hashes for ad platforms. */
@Path("/api/audiences")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AudienceResource {

    private static final int PAGE = 1_000;

    /**
     * @param filledAt when all who were in the segment had been asked about for the first time; null until then
     * @param untold changes that the target has not been told yet, counted up to 100,000
     * @param failure why telling them fails at present
     */
    public record View(
            String id,
            String name,
            String segment,
            Instant updatedAt,
            @Nullable Instant filledAt,
            long members,
            long untold,
            @Nullable String failure,
            JsonNode document) {

        static View of(Audiences.Kept kept) {
            return new View(
                    kept.audience().id(),
                    kept.audience().name(),
                    kept.audience().segment(),
                    kept.updatedAt(),
                    kept.filledAt(),
                    kept.members(),
                    kept.untold(),
                    kept.failure(),
                    parse(kept.document()));
        }

        private static JsonNode parse(String document) {
            try {
                return Json.mapper().readTree(document);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("documents are kept as JSON", e);
            }
        }
    }

    public record Page(List<View> audiences) {}

    private final Audiences audiences;
    private final AudienceMembers members;
    private final AudienceChanges changes;
    private final PolicyCheck check;
    private final WebhookTargets targets;

    AudienceResource(
            Audiences audiences,
            AudienceMembers members,
            AudienceChanges changes,
            PolicyCheck check,
            WebhookTargets targets) {
        this.audiences = audiences;
        this.members = members;
        this.changes = changes;
        this.check = check;
        this.targets = targets;
    }

    @GET
    @Operation(summary = "All audiences, with how many are on each list")
    public Page all() {
        return new Page(audiences.all().stream().map(View::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One audience")
    @APIResponse(responseCode = "404", description = "there is no such audience")
    public View one(@PathParam("id") String id) {
        return audiences.find(id).map(View::of).orElseThrow(() -> ApiFailure.noAudience(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Makes an audience, or changes it",
            description = "The list is filled from the segment's members, and kept up to date from then on.")
    @APIResponse(responseCode = "400", description = "the document is refused, with the place of each fault")
    @APIResponse(responseCode = "503", description = "segment-service did not answer, so nothing can be checked")
    public View put(@PathParam("id") String id, String document) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
        Reading reading = AudienceReader.read(id, document);
        if (reading instanceof Reading.Refused refused) {
            throw ApiFailure.audienceRefused(refused.problems());
        }
        Reading.Accepted accepted = (Reading.Accepted) reading;
        Checked checked = check.check(Map.of("segment", accepted.audience().segment()));
        if (checked instanceof Checked.Refused refused) {
            throw ApiFailure.audienceRefused(refused.problems());
        }
        if (checked instanceof Checked.Unanswered unanswered) {
            throw ApiFailure.unanswered(unanswered.service());
        }
        String target = accepted.audience().push();
        if (target != null && targets.find(target).isEmpty()) {
            throw ApiFailure.audienceRefused(
                    List.of(Problem.at("push", "there is no webhook target \"" + target + "\"")));
        }
        changes.put(accepted.audience(), accepted.document().toString());
        return one(id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Ends an audience",
            description = "Everybody is taken off the list, and the target is told so.")
    @APIResponse(responseCode = "404", description = "there is no such audience")
    public void end(@PathParam("id") String id) {
        if (!changes.end(id)) {
            throw ApiFailure.noAudience(id);
        }
    }

    @GET
    @Path("/{id}/members.csv")
    @Produces("text/csv")
    @Operation(
            summary = "The list",
            description =
                    "A line for each customer: SHA-256 of the address, of the phone number, each in hex, or nothing."
                            + " In the order of no meaning. Who comes or goes meanwhile may or may not be on it.")
    @APIResponse(responseCode = "404", description = "there is no such audience")
    public StreamingOutput members(@PathParam("id") String id) {
        if (audiences.find(id).isEmpty()) {
            throw ApiFailure.noAudience(id);
        }
        return out -> {
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII)) {
                write(id, writer);
            }
        };
    }

    private void write(String id, Writer writer) throws IOException {
        writer.write("email_sha256,phone_sha256\r\n");
        String after = "";
        List<AudienceMembers.Member> page = members.page(id, after, PAGE);
        while (!page.isEmpty()) {
            for (AudienceMembers.Member member : page) {
                writer.write(orNothing(member.email()) + "," + orNothing(member.phone()) + "\r\n");
            }
            after = page.get(page.size() - 1).customer();
            page = members.page(id, after, PAGE);
        }
    }

    private static String orNothing(@Nullable String hash) {
        return hash == null ? "" : hash;
    }
}
