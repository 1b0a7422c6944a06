package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ProductKind;
import dev.millrace.segment.rest.CustomersQuestion.Wanted;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is known of customers. Whichever instance is asked answers. */
@Path("/api/customers")
@Tag(name = "Customers", description = "What is known of each customer, as fresh as asOf says")
public class CustomersResource {

    private static final int MAX_BATCH = 500;
    private static final int MAX_EXPRESSIONS = 50;
    private static final String KINDS = "best-sellers, bought-together, one-step-up, last-viewed, bought-before";

    public record BatchRequest(
            @Schema(description = "1 to 500 customer ids, such as user:anna") @Nullable List<String> ids,
            @Schema(description = "up to 50 expressions of the segment language by a name for the answer") @Nullable
                    Map<String, String> expressions,
            @Schema(description = "kinds of products to offer each of them: " + KINDS) @Nullable List<String> products,
            @Schema(description = "by one of the ids, a product to tell whether it can still be ordered") @Nullable
                    Map<String, String> about,
            @Schema(
                            description = "wait for up to half a second until everything stored before this instant has"
                                    + " been taken into account; asOf tells whether it has")
                    @Nullable
                    Instant notBefore) {}

    public record BatchView(
            @Schema(type = SchemaType.ARRAY, implementation = CustomerView.class) List<ObjectNode> customers) {}

    private final CustomerLookup lookup;

    CustomersResource(CustomerLookup lookup) {
        this.lookup = lookup;
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A customer: profile, figures, memberships with their reasons, timeline",
            description = "An id that was merged into another one answers with the merged customer and mergedInto."
                    + " While the instance that works on the customer is away, a copy answers, with standby: true.")
    @APIResponseSchema(CustomerView.class)
    @APIResponse(responseCode = "404", description = "nothing is known of the customer")
    @APIResponse(responseCode = "503", description = "nobody can tell now; ask again in a few seconds")
    public ObjectNode get(
            String id, @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        ObjectNode view = lookup.find(CustomerIds.require(id), authorization);
        if (!view.path("known").asBoolean()) {
            throw Refused.notFound("nothing is known of the customer " + id);
        }
        return view;
    }

    @POST
    @Path("/batch")
    @Operation(
            summary = "Several customers in the order asked, and for each whether the named expressions hold",
            description = "Ids that nobody knows are answered with known: false, and those whose instance is away"
                    + " with an error; the others are answered all the same.")
    public BatchView batch(
            @Nullable BatchRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        BatchRequest request = Refused.requireBody(body);
        List<String> ids = request.ids() == null ? List.of() : request.ids();
        if (ids.isEmpty() || ids.size() > MAX_BATCH) {
            throw Refused.badRequest("\"ids\" has " + ids.size() + " ids; expected 1 to " + MAX_BATCH);
        }
        Map<String, String> expressions = request.expressions() == null ? Map.of() : request.expressions();
        if (expressions.size() > MAX_EXPRESSIONS) {
            throw Refused.badRequest("at most " + MAX_EXPRESSIONS + " expressions at a time");
        }
        List<CustomerId> customers = ids.stream().map(CustomerIds::require).toList();
        List<ProductKind> products = request.products() == null
                ? List.of()
                : request.products().stream()
                        .map(ProductsResource::kind)
                        .distinct()
                        .toList();
        expressions.values().forEach(Expressions::requireText);
        Map<String, String> about = request.about() == null ? Map.of() : request.about();
        for (String id : about.keySet()) {
            if (!ids.contains(id)) {
                throw Refused.badRequest("\"about\" names " + id + ", which is not among \"ids\"");
            }
        }
        Wanted wanted = new Wanted(expressions, products, about, request.notBefore());
        return new BatchView(lookup.find(customers, wanted, authorization));
    }
}
