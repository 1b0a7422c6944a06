package dev.millrace.segment.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.stream.DefinitionCatalog;
import dev.millrace.segment.stream.RuleQueries;
import dev.millrace.segment.stream.StoredDefinition;
import dev.millrace.segment.stream.StoredDefinition.Standing;
import dev.millrace.segment.stream.SweepProgress;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * @param parameters as the definition has them
     * @param active false for one that is not in force: it can't be read by this release, or would ask itself
     * @param reason why it is not in force
     * @param exactSince after this instant the rule has seen all that happened; absent once it looks no farther back
     * @param sweep how far customers have been moved over to the rule as it is; absent once all have
     */
    public record SegmentView(
            String id,
            int version,
            String name,
            String expression,
            @Nullable String sentence,
            Map<String, String> parameters,
            Map<String, ParameterView> parametersInForce,
            @Nullable String purpose,
            Instant updatedAt,
            boolean active,
            @Nullable String reason,
            @Nullable SweepView sweep,
            @Nullable Instant exactSince,
            long count) {}

    /**
     * How many customers have been moved over to a rule.
     *
     * @param total about how many there are, over all instances
     * @param estimatedEnd log time; absent if there is nothing to estimate by yet
     * @param unknown partitions of which nobody can tell, because their owner is away; counted neither as done nor as to do
     */
    public record SweepView(
            long done, long total, int percent, @Nullable Instant estimatedEnd, @Nullable Set<Integer> unknown) {

        private static @Nullable SweepView of(SegmentsQuestion.Told told, String segment) {
            SweepProgress progress = told.sweeps().getOrDefault(segment, SweepProgress.NONE);
            if (progress.open() == 0 && told.silent().isEmpty()) {
                return null;
            }
            return new SweepView(
                    progress.done(),
                    progress.total(),
                    told.silent().isEmpty() ? progress.percent() : Math.min(99, progress.percent()),
                    told.silent().isEmpty() ? progress.estimatedEnd() : null,
                    told.silent().isEmpty() ? null : told.silent());
        }
    }

    public record SegmentList(List<SegmentView> segments) {}

    /** What is in force stands before what was turned down. */
    private static final Comparator<StoredDefinition> BY_ID = Comparator.comparing(
                    (StoredDefinition stored) -> stored.definition().id())
            .thenComparing(StoredDefinition::standing);

    private final DefinitionCatalog catalog;
    private final RuleQueries ruleQueries;
    private final RulesInForce inForce;
    private final Router router;

    SegmentsResource(DefinitionCatalog catalog, RuleQueries ruleQueries, RulesInForce inForce, Router router) {
        this.catalog = catalog;
        this.ruleQueries = ruleQueries;
        this.inForce = inForce;
        this.router = router;
    }

    @GET
    public SegmentList list(@Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        RuleSet rules = inForce.any();
        SegmentsQuestion.Told told = told(authorization);
        return new SegmentList(inForce.definitions().stream()
                .filter(definition -> definition.standing() != Standing.DELETED)
                .sorted(BY_ID)
                .map(definition -> view(definition, rules, told))
                .toList());
    }

    @GET
    @Path("/{id}")
    public SegmentView get(
            String id, @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        RuleSet rules = inForce.any();
        return inForce.definitions().stream()
                .filter(definition -> definition.definition().id().equals(id))
                .filter(definition -> definition.standing() != Standing.DELETED)
                .min(BY_ID)
                .map(definition -> view(definition, rules, told(authorization)))
                .orElseThrow(() -> Refused.notFound("no segment has the id " + id));
    }

    /** The same definition again changes nothing; another one is the next version. */
    @PUT
    @ByOwner
    @Path("/{id}")
    public SegmentView put(
            String id,
            @Nullable SegmentRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        SegmentRequest request = Refused.requireBody(body);
        requireId(id);
        Map<String, String> parameters = request.parameters() == null ? Map.of() : request.parameters();
        Expressions.require(
                request.expression(), parameters, ruleQueries.dialect().fields());
        SegmentDefinition wanted = new SegmentDefinition(
                id,
                1,
                Optional.ofNullable(request.name()).orElse(id),
                Optional.ofNullable(request.expression()).orElse(""),
                parameters,
                request.purpose(),
                ruleQueries.asOf());
        requireNoCircle(wanted);
        SegmentDefinition definition = catalog.save(wanted);
        return view(
                new StoredDefinition(definition, Standing.IN_FORCE, null),
                RuleSet.of(List.of(definition), ruleQueries.dialect()),
                told(authorization));
    }

    @DELETE
    @ByOwner
    @Path("/{id}")
    public void delete(String id) {
        requireId(id);
        catalog.delete(id);
    }

    private SegmentsQuestion.Told told(String authorization) {
        return SegmentsQuestion.together(router.ask(new SegmentsQuestion(), router.everyPartition(), authorization));
    }

    private void requireNoCircle(SegmentDefinition wanted) {
        List<SegmentDefinition> together = new ArrayList<>(ruleQueries.rules().definitions());
        together.removeIf(definition -> definition.id().equals(wanted.id()));
        together.add(wanted);
        RuleSet.of(together, ruleQueries.dialect()).circle(wanted.id()).ifPresent(path -> {
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

    /** A definition in force may have become unreadable by what the shop declares. */
    private static @Nullable String reason(StoredDefinition stored, RuleSet rules) {
        return stored.reason() == null && stored.standing() == Standing.IN_FORCE
                ? RuleSet.whyUnreadable(stored.definition(), rules.dialect()).orElse(null)
                : stored.reason();
    }

    private SegmentView view(StoredDefinition stored, RuleSet rules, SegmentsQuestion.Told told) {
        SegmentDefinition definition = stored.definition();
        return new SegmentView(
                definition.id(),
                definition.version(),
                definition.name(),
                definition.expression(),
                rules.rule(definition.id())
                        .filter(rule -> rule.version() == definition.version())
                        .map(rule -> ExpressionSentence.describe(
                                rule.expression(), rules.dialect().fields()))
                        .orElse(null),
                definition.parameters(),
                ParameterView.of(definition, rules.dialect()),
                definition.purpose(),
                definition.updatedAt(),
                stored.standing() == Standing.IN_FORCE
                        && rules.rule(definition.id()).isPresent(),
                reason(stored, rules),
                SweepView.of(told, definition.id()),
                told.exactSince().get(definition.id()),
                told.counts().getOrDefault(definition.id(), 0L));
    }
}
