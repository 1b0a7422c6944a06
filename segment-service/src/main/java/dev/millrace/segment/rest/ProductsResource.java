package dev.millrace.segment.rest;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ProductKind;
import dev.millrace.contract.Topics;
import dev.millrace.segment.query.Router;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Products to offer a customer. */
@Path("/api/customers")
@Tag(name = "Customers")
public class ProductsResource {

    private static final int MAX_LIMIT = 20;

    public record ProductsView(CustomerId customer, String kind, List<CatalogProduct> products) {}

    private final CustomerLookup lookup;
    private final Router router;
    private final Topics topics;

    ProductsResource(CustomerLookup lookup, Router router, Topics topics) {
        this.lookup = lookup;
        this.router = router;
        this.topics = topics;
    }

    @GET
    @Path("/{id}/products")
    @Operation(
            summary = "Products for a customer's message",
            description =
                    "In stock, in the catalogue, and not what lies in the cart or was just bought, unless what was bought"
                            + " before is asked for; the best first.")
    public ProductsView products(
            String id,
            @QueryParam("kind") @DefaultValue("best-sellers") String kind,
            @QueryParam("limit") @DefaultValue("4") int limit,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refused.badRequest("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
        }
        ProductKind asked = kind(kind);
        CustomerId current = CustomerId.of(
                lookup.find(CustomerIds.require(id), authorization).path("id").asText());
        int partition = Topics.partitionOf(current, router.everyPartition().size());
        List<CatalogProduct> products = router.ask(
                        new ProductsQuestion(current, asked, limit, topics), Set.of(partition), authorization)
                .all()
                .get(0)
                .products();
        return new ProductsView(current, asked.word(), products);
    }

    static ProductKind kind(String word) {
        return ProductKind.of(word)
                .orElseThrow(() -> Refused.badRequest(
                        "there is no kind \"" + word + "\" of products, expected " + ProductKind.words()));
    }
}
