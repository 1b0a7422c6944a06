package dev.millrace.trigger.rest;

import dev.millrace.trigger.policy.law.Law;
import dev.millrace.trigger.policy.law.Laws;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The laws that decisions go by, each rule with where it stands written. */
@Path("/api/jurisdictions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class JurisdictionResource {

    /** @param kind such as {@code soft-opt-in} */
    public record RuleView(String kind, String source) {}

    public record LawView(String place, String id, String version, String name, List<RuleView> rules) {}

    public record Page(List<LawView> laws) {}

    @GET
    @Operation(summary = "The law of each place, with its sources; \"*\" is everywhere else")
    public Page all() {
        Map<String, Law> byPlace = new TreeMap<>(Laws.shipped().all());
        return new Page(byPlace.entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static LawView view(String place, Law law) {
        List<RuleView> rules = law.rules().stream()
                .map(rule -> new RuleView(rule.kind(), rule.source().text()))
                .toList();
        return new LawView(place, law.id(), law.version(), law.name(), rules);
    }
}
