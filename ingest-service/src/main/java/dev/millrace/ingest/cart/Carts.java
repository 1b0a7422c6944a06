package dev.millrace.ingest.cart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import java.util.concurrent.CompletionStage;

/** What lies in customers' carts now. */
public interface Carts {

    /** Completes normally within bounded time. */
    CompletionStage<Answer> of(CustomerId customer);

    /** Who was asked what lies in a cart says so, or that nobody is known, or nothing. */
    sealed interface Answer {

        /** @param customer as segment-service tells them */
        record Known(JsonNode customer) implements Answer {}

        record Unknown() implements Answer {}

        record Away() implements Answer {}
    }

    /** As {@code Cart Viewed} would tell it: nothing else of the customer leaves here. */
    static ObjectNode view(JsonNode customer) {
        return CartView.of(customer.path("cart"));
    }
}
