package dev.millrace.segment.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.query.Router;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.stream.CustomerQueries;
import dev.millrace.segment.stream.DefinitionCatalog;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Segment definitions, and what an expression would select. */
@Path("/api/segments")
public class SegmentsResource {

    public record SegmentRequest(
            @Nullable String name,
            @Nullable String expression,
            @Nullable Map<String, String> parameters,
            @Nullable String purpose) {}

    /**
     * A definition with its number of members.
     *
     * @param sentence the expression in plain English
     * @param active false for one that this release can't read
     */
    public record SegmentView(
            String id,
            int version,
            String name,
            String expression,
            @Nullable String sentence,
            Map<String, String> parameters,
            @Nullable String purpose,
            Instant updatedAt,
            boolean active,
            long count) {}

    public record SegmentList(List<SegmentView> segments) {}

    private final DefinitionCatalog catalog;
    private final CustomerQueries queries;
    private final Router router;

    SegmentsResource(DefinitionCatalog catalog, CustomerQueries queries, Router router) {
        this.catalog = catalog;
        this.queries = queries;
        this.router = router;
    }

    @GET
    public SegmentList list(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        RuleSet rules = queries.rules();
        Map<String, Long> counts = counts(authorization);
        return new SegmentList(rules.definitions().stream()
                .map(definition -> view(definition, rules, counts))
                .toList());
    }

    @GET
    @Path("/{id}")
    public SegmentView get(
            String id, @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        RuleSet rules = queries.rules();
        return rules.definitions().stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst()
                .map(definition -> view(definition, rules, counts(authorization)))
                .orElseThrow(() -> Refused.notFound("no segment has the id " + id));
    }

    /** The same definition again changes nothing; another one is the next version. */
    @PUT
    @Path("/{id}")
    public SegmentView put(
            String id,
            @Nullable SegmentRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        SegmentRequest request = Refused.requireBody(body);
        requireId(id);
        Map<String, String> parameters = request.parameters() == null ? Map.of() : request.parameters();
        Expressions.require(request.expression(), parameters);
        SegmentDefinition wanted = new SegmentDefinition(
                id,
                1,
                Optional.ofNullable(request.name()).orElse(id),
                Optional.ofNullable(request.expression()).orElse(""),
                parameters,
                request.purpose(),
                queries.asOf());
        requireNoCircle(wanted);
        SegmentDefinition definition = catalog.save(wanted);
        return view(definition, RuleSet.of(List.of(definition)), counts(authorization));
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        requireId(id);
        catalog.delete(id);
    }

    private Map<String, Long> counts(String authorization) {
        return CountsQuestion.sum(router.ask(new CountsQuestion(), router.everyPartition(), authorization));
    }

    private void requireNoCircle(SegmentDefinition wanted) {
        List<SegmentDefinition> together = new ArrayList<>(queries.rules().definitions());
        together.removeIf(definition -> definition.id().equals(wanted.id()));
        together.add(wanted);
        RuleSet.of(together).circle(wanted.id()).ifPresent(path -> {
            throw Refused.badRequest("the segment would ask itself: " + String.join(" asks ", path));
        });
    }

    private static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static SegmentView view(SegmentDefinition definition, RuleSet rules, Map<String, Long> counts) {
        return new SegmentView(
                definition.id(),
                definition.version(),
                definition.name(),
                definition.expression(),
                rules.rule(definition.id())
                        .map(rule -> ExpressionSentence.describe(rule.expression()))
                        .orElse(null),
                definition.parameters(),
                definition.purpose(),
                definition.updatedAt(),
                rules.rule(definition.id()).isPresent(),
                counts.getOrDefault(definition.id(), 0L));
    }
}
