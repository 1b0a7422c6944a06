package dev.millrace.segment.evaluation;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.ParameterText;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a shop's settings change the way definitions are read: fields of its own, and values in the place of those that parameters
 * have in the definitions. What does not fit a definition, such as after it was changed, is left out.
 *
 * @param overrides by segment and parameter
 */
public record Dialect(FieldDictionary fields, Map<String, Map<String, String>> overrides) {

    /** Of a shop that has set nothing. */
    public static final Dialect STANDARD = new Dialect(FieldDictionary.standard(), Map.of());

    public Dialect {
        overrides = Map.copyOf(overrides);
    }

    /** Settings were checked before they were written; fields that can't be read all the same count as not declared. */
    public static Dialect of(Optional<ShopSettings> settings) {
        return settings.map(it -> new Dialect(readable(it), it.segments())).orElse(STANDARD);
    }

    private static FieldDictionary readable(ShopSettings settings) {
        try {
            return fields(settings);
        } catch (IllegalArgumentException unreadable) {
            return FieldDictionary.standard();
        }
    }

    /**
     * The fields that are known, with those of the shop.
     *
     * @throws IllegalArgumentException that names a field and what is wrong with it
     */
    public static FieldDictionary fields(ShopSettings settings) {
        return FieldDictionary.standard()
                .with(settings.fields().stream()
                        .map(field -> Field.ofShop(
                                field.scope(), field.name(), field.type(), field.label(), field.unit(), field.values()))
                        .toArray(Field[]::new));
    }

    /** The definition with the values that the shop gave its parameters; as it is, if with them it could not be read. */
    public SegmentDefinition adapted(SegmentDefinition definition) {
        Map<String, String> own = overrides.get(definition.id());
        if (own == null) {
            return definition;
        }
        Map<String, String> parameters = new HashMap<>(definition.parameters());
        own.forEach((name, value) -> fitting(definition, name, value).ifPresent(text -> parameters.put(name, text)));
        return parse(definition.withParameters(parameters)) instanceof ParsedExpression.Valid
                ? definition.withParameters(parameters)
                : definition;
    }

    /** Whether the value of a parameter is the shop's. */
    public boolean overrides(SegmentDefinition definition, String parameter) {
        String value = overrides.getOrDefault(definition.id(), Map.of()).get(parameter);
        return value != null
                && fitting(definition, parameter, value)
                        .filter(text ->
                                text.equals(adapted(definition).parameters().get(parameter)))
                        .isPresent();
    }

    private static Optional<String> fitting(SegmentDefinition definition, String name, String value) {
        try {
            return Optional.of(overridden(definition, name, value));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    private static String overridden(SegmentDefinition definition, String name, String value) {
        String declared = definition.parameters().get(name);
        if (declared == null) {
            throw new IllegalArgumentException("the segment " + definition.id() + " has no parameter $" + name
                    + FieldDictionary.meant(name, definition.parameters().keySet()));
        }
        return ParameterText.read(name, declared).withValue(name, value).text();
    }

    ParsedExpression parse(SegmentDefinition definition) {
        return CompiledRules.parse(definition.expression(), definition.parameters(), fields);
    }

    /**
     * What is wrong with the settings for these definitions: a segment or a parameter that is not there, a value that doesn't fit, a
     * field of a type that a rule in force can't use.
     *
     * @param before how the definitions were read until now
     * @throws IllegalArgumentException that says it
     */
    public void requireFitting(Iterable<SegmentDefinition> definitions, Dialect before) {
        Map<String, SegmentDefinition> byId = new TreeMap<>();
        definitions.forEach(definition -> byId.put(definition.id(), definition));
        overrides.forEach((segment, parameters) -> {
            SegmentDefinition definition = byId.get(segment);
            if (definition == null) {
                throw new IllegalArgumentException(
                        "no segment has the id " + segment + FieldDictionary.meant(segment, byId.keySet()));
            }
            Map<String, String> values = new HashMap<>(definition.parameters());
            parameters.forEach((name, value) -> values.put(name, overridden(definition, name, value)));
            requireReadable(definition.withParameters(values));
        });
        byId.values().stream()
                .filter(it -> before.parse(before.adapted(it)) instanceof ParsedExpression.Valid)
                .forEach(this::requireReadable);
    }

    private void requireReadable(SegmentDefinition definition) {
        if (parse(definition) instanceof ParsedExpression.Invalid invalid) {
            throw new IllegalArgumentException("the segment " + definition.id() + " could not be read any more: line "
                    + invalid.error().line() + ", column " + invalid.error().column() + ": "
                    + invalid.error().message());
        }
    }
}
