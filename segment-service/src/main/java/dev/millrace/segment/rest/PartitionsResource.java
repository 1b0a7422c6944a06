package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ProductKind;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.stream.counts.CountSeries;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What instances ask each other. Everything here is answered from the stores of this process, or refused: it has no way to
 * ask on, so a question can't go round in circles.
 */
@Path("/api/partitions")
class PartitionsResource {

    private final AskedPartitions asked;
    private final int partitions;
    private final Topics topics;
    private final RulesInForce rules;

    PartitionsResource(AskedPartitions asked, SegmentConfig config, Topics topics, RulesInForce rules) {
        this.rules = rules;
        this.asked = asked;
        this.topics = topics;
        this.partitions = config.topics().partitions();
    }

    @POST
    @Path("/customers")
    @Operation(hidden = true)
    public CustomersQuestion.Told customers(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header, CustomersQuestion.@Nullable Asked body) {
        CustomersQuestion.Asked request = Refused.requireBody(body);
        Map<String, Expression> expressions =
                Expressions.require(request.wanted().expressions(), rules.fields());
        var ids = request.ids().stream().map(CustomerIds::require).toList();
        CustomersQuestion question = new CustomersQuestion(ids, request.wanted(), expressions, topics, partitions);
        return question.here(asked.require(header, question.notBefore()));
    }

    @GET
    @Path("/segments")
    @Operation(hidden = true)
    public SegmentsQuestion.Told segments(@HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header) {
        return new SegmentsQuestion().here(asked.require(header));
    }

    @GET
    @Path("/names")
    @Operation(hidden = true)
    public NamesQuestion.Told names(@HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header) {
        return new NamesQuestion().here(asked.require(header));
    }

    @GET
    @Path("/members")
    @Operation(hidden = true)
    public MembersQuestion.Told members(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header,
            @QueryParam("segment") @Nullable String segment,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") int limit) {
        CustomerId behind = after == null ? null : CustomerIds.require(after);
        return new MembersQuestion(given(segment, "segment"), behind, limit).here(asked.require(header));
    }

    @POST
    @Path("/preview")
    @Operation(hidden = true)
    public PreviewQuestion.Told preview(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header, PreviewQuestion.@Nullable Asked body) {
        return new PreviewQuestion(Refused.requireBody(body), rules.fields()).here(asked.require(header));
    }

    @GET
    @Path("/count-history")
    @Operation(hidden = true)
    public CountHistoryQuestion.Told countHistory(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header,
            @QueryParam("segment") @Nullable String segment,
            @QueryParam("by") @DefaultValue("HOURS") CountSeries series,
            @QueryParam("until") @Nullable String until) {
        return new CountHistoryQuestion(given(segment, "segment"), series, Instant.parse(given(until, "until")))
                .here(asked.require(header));
    }

    @GET
    @Path("/state")
    @Operation(hidden = true)
    public InstanceQuestion.Told state(@HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header) {
        return new InstanceQuestion().here(asked.require(header));
    }

    @GET
    @Path("/export")
    @Operation(hidden = true)
    public ExportQuestion.Told export(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header, @QueryParam("id") @Nullable String id) {
        return new ExportQuestion(CustomerIds.require(id)).here(asked.require(header));
    }

    @GET
    @Path("/population")
    @Operation(hidden = true)
    public PopulationQuestion.Told population(@HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header) {
        return new PopulationQuestion(topics).here(asked.require(header));
    }

    @GET
    @Path("/products")
    @Operation(hidden = true)
    public ProductsQuestion.Told products(
            @HeaderParam(Hop.PARTITIONS_HEADER) @Nullable String header,
            @QueryParam("id") @Nullable String id,
            @QueryParam("kind") @DefaultValue("BEST_SELLERS") ProductKind kind,
            @QueryParam("limit") int limit) {
        return new ProductsQuestion(CustomerIds.require(id), kind, limit, topics).here(asked.require(header));
    }

    private static String given(@Nullable String value, String name) {
        if (value == null) {
            throw Refused.badRequest(name + " is missing");
        }
        return value;
    }
}
