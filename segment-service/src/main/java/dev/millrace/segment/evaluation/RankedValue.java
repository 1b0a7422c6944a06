package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Tree;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code percentile} or {@code quintile} ranks by, so that the base can be counted.
 *
 * @param name of the figure that is counted for it
 * @param of the segment that is the base; null for whoever has a value that is not 0
 */
public record RankedValue(String name, @Nullable String of, Reader reader) {

    /** How the figure is called for what is asked of whom. */
    public static String name(String asked, @Nullable String of) {
        return of == null ? asked : asked + " of " + of;
    }

    /** As the language prints it, and what its parameters are: under another value it is another question. */
    static String asked(Operand value) {
        Map<String, String> parameters = new TreeMap<>();
        Tree.walk(value, condition -> {}, operand -> {
            if (operand instanceof Operand.Parameter it) {
                parameters.put(it.name(), ExpressionPrinter.print(it.value()));
            }
        });
        String text = ExpressionPrinter.print(value);
        return parameters.isEmpty() ? text : text + " with " + parameters;
    }

    /** Nothing where it is unknown. */
    public OptionalDouble of(CustomerState customer, ShopFacts facts, Instant at) {
        Curve read = reader.read(new Subject(customer, facts), at.toEpochMilli());
        return read instanceof Curve.Line line ? OptionalDouble.of(line.value().doubleValue()) : OptionalDouble.empty();
    }
}
