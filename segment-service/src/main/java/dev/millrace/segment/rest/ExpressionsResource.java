package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionJson;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.rule.ParsedExpression;
import dev.millrace.segment.rule.Tree;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an expression for whoever wants to use it, and turns it from text to a tree or back. */
@Path("/api/expressions")
public class ExpressionsResource {

    /**
     * @param tree the expression in its JSON form, instead of as text
     */
    public record CheckRequest(
            @Nullable String expression, @Nullable JsonNode tree, @Nullable Map<String, String> parameters) {}

    /**
     * @param expression as the language prints it
     * @param sentence the same in plain English
     * @param tree the same for a visual builder
     * @param warnings names that are not known and may be misspelt
     * @param segments the other segments that it asks for
     */
    public record CheckView(
            boolean ok,
            String expression,
            String sentence,
            JsonNode tree,
            List<ErrorView.Problem> warnings,
            Set<String> segments) {}

    @POST
    @Path("/check")
    public CheckView check(@Nullable CheckRequest body) {
        CheckRequest request = Refused.requireBody(body);
        ParsedExpression.Valid checked =
                request.tree() == null || request.tree().isNull()
                        ? Expressions.check(request.expression(), request.parameters())
                        : Expressions.check(request.tree(), request.parameters());
        Expression expression = checked.expression();
        return new CheckView(
                true,
                ExpressionPrinter.print(expression),
                ExpressionSentence.describe(expression),
                ExpressionJson.write(expression),
                checked.warnings().stream()
                        .map(warning -> ErrorView.problem("unknown-name", warning))
                        .toList(),
                Tree.segments(expression));
    }
}
