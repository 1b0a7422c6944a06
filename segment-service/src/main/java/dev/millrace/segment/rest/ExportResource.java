package dev.millrace.segment.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.Router;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Everything known of a customer, as the law wants it handed out: complete and readable by machines. */
@Path("/api/customers")
@Tag(name = "Customers")
public class ExportResource {

    private final CustomerLookup lookup;
    private final Router router;

    ExportResource(CustomerLookup lookup, Router router) {
        this.lookup = lookup;
        this.router = router;
    }

    @GET
    @Path("/{id}/export")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Everything this service holds of a customer",
            description = "What was said and when, also what was taken back; all orders; memberships with their"
                    + " reasons; recent events. Campaign decisions are at trigger-service, messages at mailer-service.")
    @APIResponse(responseCode = "404", description = "nothing is known of the customer")
    public Response export(
            String id, @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        ObjectNode found = lookup.find(CustomerIds.require(id), authorization);
        CustomerId current = CustomerId.of(found.path("id").asText());
        int partition = Topics.partitionOf(current, router.everyPartition().size());
        ObjectNode export = router.ask(new ExportQuestion(current), Set.of(partition), authorization)
                .all()
                .get(0)
                .export();
        if (export == null) {
            throw Refused.notFound("nothing is known of the customer " + id);
        }
        StreamingOutput body = out -> {
            try (JsonGenerator json = Json.mapper().getFactory().createGenerator(out)) {
                json.useDefaultPrettyPrinter();
                Json.mapper().writeTree(json, export);
            }
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"customer.json\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
