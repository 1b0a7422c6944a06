package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.staff.ProfileLog;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What staff know of a customer. It is stored as an event, and counts once that has been read. */
@Path("/api/customers")
@Tag(name = "Customers")
public class StaffResource {

    private static final int ACCEPTED = 202;

    /**
     * @param event the id of the event that says so
     * @param customer whom it is about: where an older id was asked for, the one that is valid now
     */
    public record Accepted(String event, CustomerId customer) {}

    private final CustomerLookup lookup;
    private final ProfileLog log;

    StaffResource(CustomerLookup lookup, ProfileLog log) {
        this.lookup = lookup;
        this.log = log;
    }

    @PUT
    @Path("/{id}/tags/{tag}")
    @ResponseStatus(ACCEPTED)
    @Operation(summary = "Puts a tag on a customer")
    @APIResponse(responseCode = "404", description = "nothing is known of the customer, and create is not true")
    public Accepted addTag(
            String id,
            String tag,
            @QueryParam("create") @DefaultValue("false") boolean create,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        requireTag(tag);
        Whom whom = whom(id, create, authorization);
        return new Accepted(log.tag(whom.customer(), whom.userId(), tag, true), whom.customer());
    }

    @DELETE
    @Path("/{id}/tags/{tag}")
    @ResponseStatus(ACCEPTED)
    @Operation(summary = "Takes a tag off a customer")
    public Accepted removeTag(
            String id,
            String tag,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        requireTag(tag);
        Whom whom = whom(id, false, authorization);
        return new Accepted(log.tag(whom.customer(), whom.userId(), tag, false), whom.customer());
    }

    @PATCH
    @Path("/{id}/traits")
    @ResponseStatus(ACCEPTED)
    @Operation(
            summary = "Sets traits of a customer",
            description = "Traits that are not named stay as they are; null takes one away. Consent is no trait.")
    public Accepted setTraits(
            String id,
            @Schema(implementation = Object.class) @Nullable JsonNode body,
            @QueryParam("create") @DefaultValue("false") boolean create,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        ObjectNode traits = StaffTraits.require(body);
        Whom whom = whom(id, create, authorization);
        return new Accepted(log.traits(whom.customer(), whom.userId(), traits), whom.customer());
    }

    private record Whom(CustomerId customer, @Nullable String userId) {}

    /** A typing error must not make a customer; whoever means it says so. */
    private Whom whom(String id, boolean create, String authorization) {
        CustomerId asked = CustomerIds.require(id);
        ObjectNode found = lookup.find(asked, authorization);
        if (!found.path("known").asBoolean() && !create) {
            throw Refused.notFound("nothing is known of the customer " + id + "; ?create=true makes one");
        }
        CustomerId current = CustomerId.of(found.path("id").asText());
        String userId = current.kind() == CustomerId.Kind.USER
                ? current.value().substring("user:".length())
                : found.path("userId").textValue();
        return new Whom(current, userId);
    }

    private static void requireTag(String tag) {
        if (tag.isBlank() || tag.length() > CustomerState.MAX_NAME_LENGTH) {
            throw Refused.badRequest("a tag has 1 to " + CustomerState.MAX_NAME_LENGTH + " characters");
        }
    }
}
