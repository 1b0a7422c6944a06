package dev.millrace.trigger.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.flow.CampaignChanges.Change;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Figures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as the API shows it. The document is left out of lists.
 *
 * @param change after a change: what it did to those under way
 */
record CampaignView(
        String id,
        int version,
        String name,
        String state,
        Instant updatedAt,
        long started,
        long waiting,
        long sent,
        long exited,
        @Nullable JsonNode document,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Change change) {

    /** All campaigns. */
    record Page(List<CampaignView> campaigns) {}

    static CampaignView of(Campaigns.Summary summary, Figures.OfCampaign figures) {
        JsonNode document = parse(summary.document());
        return new CampaignView(
                summary.id(),
                summary.version(),
                document.path("name").asText(),
                summary.state().text(),
                summary.updatedAt(),
                figures.started(),
                figures.waiting(),
                figures.sent(),
                figures.exited(),
                document,
                null);
    }

    CampaignView withoutDocument() {
        return new CampaignView(id, version, name, state, updatedAt, started, waiting, sent, exited, null, change);
    }

    CampaignView after(Change done) {
        return new CampaignView(id, version, name, state, updatedAt, started, waiting, sent, exited, document, done);
    }

    private static JsonNode parse(String document) {
        try {
            return Json.mapper().readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are kept as JSON", e);
        }
    }
}
