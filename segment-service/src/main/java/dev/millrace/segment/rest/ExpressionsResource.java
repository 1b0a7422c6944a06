package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionJson;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.ParsedExpression;
import dev.millrace.segment.rule.Tree;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Checks an expression for whoever wants to use it, and turns it from text to a tree or back. */
@Path("/api/expressions")
@Tag(name = "Expressions")
public class ExpressionsResource {

    /**
     * @param tree the expression in its JSON form, instead of as text
     * @param estimate true also counts whom it selects now
     */
    public record CheckRequest(
            @Schema(examples = "count(order_completed) = 0") @Nullable String expression,
            @Schema(implementation = Object.class, description = "its JSON form, instead of the text") @Nullable
                    JsonNode tree,
            @Nullable Map<String, String> parameters,
            @Nullable Boolean estimate) {}

    /**
     * @param expression as the language prints it
     * @param type what it gives: always a condition, which holds, does not, or is unknown
     * @param sentence the same in plain English
     * @param tree the same for a visual builder
     * @param warnings names that are not known and may be misspelt, and segments that are not there
     * @param segments the other segments that it asks for
     * @param matches whom it selects now, if that was asked
     */
    public record CheckView(
            boolean ok,
            String expression,
            String type,
            String sentence,
            @Schema(implementation = Object.class) JsonNode tree,
            List<ErrorView.Problem> warnings,
            Set<String> segments,
            @Nullable Preview matches) {}

    private final RulesInForce rules;
    private final Previews previews;
    private final Vocabulary vocabulary;

    ExpressionsResource(RulesInForce rules, Previews previews, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.rules = rules;
        this.previews = previews;
    }

    @POST
    @Path("/check")
    @Operation(summary = "Says what an expression means, or what is wrong with it and where")
    @APIResponse(responseCode = "400", description = "it is wrong: line, column, found, expected and a suggestion")
    public CheckView check(
            @Nullable CheckRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        CheckRequest request = Refused.requireBody(body);
        CheckView known = describe(request, vocabulary.declared());
        CheckView said = known.warnings().isEmpty() ? known : describe(request, vocabulary.all(authorization));
        Preview matches = Boolean.TRUE.equals(request.estimate())
                ? previews.estimate(said.expression(), request.parameters(), authorization)
                : null;
        return new CheckView(
                true,
                said.expression(),
                said.type(),
                said.sentence(),
                said.tree(),
                withMissing(said),
                said.segments(),
                matches);
    }

    /** What can be said of an expression without looking at anything else. */
    public static CheckView describe(CheckRequest request, FieldDictionary fields) {
        ParsedExpression.Valid checked =
                request.tree() == null || request.tree().isNull()
                        ? Expressions.check(request.expression(), request.parameters(), fields)
                        : Expressions.check(request.tree(), request.parameters(), fields);
        Expression expression = checked.expression();
        return new CheckView(
                true,
                ExpressionPrinter.print(expression),
                "condition",
                ExpressionSentence.describe(expression, fields),
                ExpressionJson.write(expression),
                checked.warnings().stream()
                        .map(warning -> ErrorView.problem("unknown-name", warning))
                        .toList(),
                Tree.segments(expression),
                null);
    }

    private List<ErrorView.Problem> withMissing(CheckView said) {
        List<ErrorView.Problem> warnings = new ArrayList<>(said.warnings());
        Set<String> missing = new TreeSet<>(said.segments());
        if (!missing.isEmpty()) {
            rules.any().definitions().stream().map(SegmentDefinition::id).forEach(missing::remove);
        }
        missing.forEach(segment -> warnings.add(
                ErrorView.of("unknown-segment", "there is no segment \"" + segment + "\" yet: nobody is in it")
                        .error()));
        return warnings;
    }
}
