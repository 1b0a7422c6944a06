package dev.millrace.segment.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.stream.CustomerQueries;
import dev.millrace.segment.stream.DefinitionCatalog;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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

    public record PreviewRequest(
            @Nullable String expression, @Nullable String at, @Nullable Map<String, String> parameters) {}

    /** A preview reads every customer; more at a time would take the time that live events need. */
    private static final int PREVIEWS_AT_A_TIME = 2;

    private final Semaphore previews = new Semaphore(PREVIEWS_AT_A_TIME);
    private final DefinitionCatalog catalog;
    private final CustomerQueries queries;

    SegmentsResource(DefinitionCatalog catalog, CustomerQueries queries) {
        this.catalog = catalog;
        this.queries = queries;
    }

    @GET
    public SegmentList list() {
        RuleSet rules = queries.rules();
        Map<String, Long> counts = queries.counts();
        return new SegmentList(rules.definitions().stream()
                .map(definition -> view(definition, rules, counts))
                .toList());
    }

    @GET
    @Path("/{id}")
    public SegmentView get(String id) {
        RuleSet rules = queries.rules();
        return rules.definitions().stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst()
                .map(definition -> view(definition, rules, queries.counts()))
                .orElseThrow(() -> Refused.notFound("no segment has the id " + id));
    }

    /** The same definition again changes nothing; another one is the next version. */
    @PUT
    @Path("/{id}")
    public SegmentView put(String id, @Nullable SegmentRequest body) {
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
        return view(definition, RuleSet.of(List.of(definition)), queries.counts());
    }

    @DELETE
    @Path("/{id}")
    public void delete(String id) {
        requireId(id);
        catalog.delete(id);
    }

    /** Counts whom an expression selects, now or as at an instant. */
    @POST
    @Path("/preview")
    public Preview preview(@Nullable PreviewRequest body) {
        PreviewRequest request = Refused.requireBody(body);
        Instant at = request.at() == null ? queries.asOf() : instant(request.at());
        Preview.Counter counter = new Preview.Counter(
                queries.rules().adHoc(Expressions.require(request.expression(), request.parameters())), at);
        if (!previews.tryAcquire()) {
            throw Refused.answer(
                    429, ErrorView.of("busy", "other previews are being counted; ask again in a few seconds"));
        }
        try {
            queries.forEach(counter::count);
            return counter.preview();
        } finally {
            previews.release();
        }
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text.length() == "2026-01-01".length() ? text + "T00:00:00Z" : text);
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Refused.badRequest("\"at\" is " + text + "; expected an instant such as 1998-06-30T00:00:00Z");
        }
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
