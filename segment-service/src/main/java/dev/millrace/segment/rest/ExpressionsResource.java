package dev.millrace.segment.rest;

import dev.millrace.segment.rule.ExpressionPrinter;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks an expression for whoever wants to use it. */
@Path("/api/expressions")
public class ExpressionsResource {

    public record CheckRequest(@Nullable String expression, @Nullable Map<String, String> parameters) {}

    /** The expression as the language prints it. */
    public record CheckView(boolean ok, String expression) {}

    @POST
    @Path("/check")
    public CheckView check(@Nullable CheckRequest body) {
        CheckRequest request = Refused.requireBody(body);
        return new CheckView(
                true, ExpressionPrinter.print(Expressions.require(request.expression(), request.parameters())));
    }
}
