package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.stream.CustomerQueries;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of customers. */
@Path("/api/customers")
public class CustomersResource {

    private static final int MAX_BATCH = 500;
    private static final int MAX_EXPRESSIONS = 50;

    public record BatchRequest(@Nullable List<String> ids, @Nullable Map<String, String> expressions) {}

    public record BatchView(List<CustomerView> customers) {}

    private final CustomerQueries queries;

    CustomersResource(CustomerQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("/{id}")
    public CustomerView get(String id) {
        CustomerView view = view(customerId(id), Map.of());
        if (!view.known()) {
            throw Refused.notFound("nothing is known of the customer " + id);
        }
        return view;
    }

    /** Several customers, and for each whether the named expressions hold. Unknown ids are answered too. */
    @POST
    @Path("/batch")
    public BatchView batch(@Nullable BatchRequest body) {
        BatchRequest request = Refused.requireBody(body);
        List<String> ids = request.ids() == null ? List.of() : request.ids();
        if (ids.isEmpty() || ids.size() > MAX_BATCH) {
            throw Refused.badRequest("\"ids\" has " + ids.size() + " ids; expected 1 to " + MAX_BATCH);
        }
        if (request.expressions() != null && request.expressions().size() > MAX_EXPRESSIONS) {
            throw Refused.badRequest("at most " + MAX_EXPRESSIONS + " expressions at a time");
        }
        Map<String, Expression> expressions = new TreeMap<>();
        if (request.expressions() != null) {
            request.expressions().forEach((name, text) -> expressions.put(name, Expressions.require(text, Map.of())));
        }
        return new BatchView(
                ids.stream().map(id -> view(customerId(id), expressions)).toList());
    }

    private CustomerView view(CustomerId id, Map<String, Expression> expressions) {
        return CustomerViews.of(id, queries.find(id), expressions);
    }

    private static CustomerId customerId(@Nullable String text) {
        if (text == null) {
            throw Refused.badRequest("an id is missing");
        }
        try {
            return CustomerId.of(text);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest(text + " is no customer id: " + e.getMessage());
        }
    }
}
