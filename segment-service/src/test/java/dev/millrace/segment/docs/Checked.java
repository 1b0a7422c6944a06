package dev.millrace.segment.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.segment.rest.ExpressionsResource;
import dev.millrace.segment.rule.FieldDictionary;
import jakarta.ws.rs.WebApplicationException;

/** Answers a request to check an expression as the admin API does. */
final class Checked {

    private Checked() {}

    static JsonNode answer(JsonNode request) {
        try {
            return tree(ExpressionsResource.describe(
                    Json.mapper().convertValue(request, ExpressionsResource.CheckRequest.class),
                    FieldDictionary.standard()));
        } catch (WebApplicationException refused) {
            return tree(refused.getResponse().getEntity());
        }
    }

    private static JsonNode tree(Object view) {
        try {
            return Json.mapper().readTree(Json.mapper().writeValueAsString(view));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
