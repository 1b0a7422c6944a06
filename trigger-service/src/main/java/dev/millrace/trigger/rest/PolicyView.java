package dev.millrace.trigger.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.store.PolicyDocuments;
import java.time.Instant;

/** Policies as the API shows them. */
record PolicyView(int version, Instant updatedAt, JsonNode document) {

    static PolicyView of(PolicyDocuments.Version version) {
        try {
            return new PolicyView(
                    version.version(), version.createdAt(), Json.mapper().readTree(version.document()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are kept as JSON", e);
        }
    }
}
