package dev.millrace.segment.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.rule.ParameterText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a segment as it is in force.
 *
 * @param byDefinition the value of the definition
 * @param range that the value must lie in; absent if any will do
 * @param from {@code definition} or {@code shop}: whose value is in force
 * @param refused the shop's value, where it doesn't fit the definition as it is now
 */
public record ParameterView(
        String value, String byDefinition, @Nullable String range, String from, @Nullable String refused) {

    /** By name; without those of a definition that can't be read. */
    static Map<String, ParameterView> of(SegmentDefinition definition, Dialect dialect) {
        Map<String, String> inForce = dialect.adapted(definition).parameters();
        Map<String, String> ofShop = dialect.overrides().getOrDefault(definition.id(), Map.of());
        Map<String, ParameterView> views = new TreeMap<>();
        definition.parameters().forEach((name, text) -> {
            try {
                ParameterText declared = ParameterText.read(name, text);
                ParameterText used = ParameterText.read(name, inForce.getOrDefault(name, text));
                views.put(name, view(declared, used, ofShop.get(name), dialect.overrides(definition, name)));
            } catch (IllegalArgumentException unreadable) {
                return;
            }
        });
        return views;
    }

    private static ParameterView view(
            ParameterText declared, ParameterText used, @Nullable String wanted, boolean applied) {
        return new ParameterView(
                used.value(),
                declared.value(),
                declared.range(),
                applied ? "shop" : "definition",
                applied ? null : wanted);
    }
}
