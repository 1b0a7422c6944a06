package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;

/** Fields with the types that the language gives them. */
final class KnownTypes {

    private KnownTypes() {}

    static Operand.TraitField trait(String name) {
        return new Operand.TraitField(name, of(Field.Scope.TRAIT, name));
    }

    static Operand.Figure figure(String name) {
        return new Operand.Figure(name, null, of(Field.Scope.FIGURE, name));
    }

    static Operand.EventField field(String event, String path) {
        return new Operand.EventField(path, of(scope(event, path), path));
    }

    private static Field.Scope scope(String event, String path) {
        if (event.startsWith("email_")) {
            return Field.Scope.ENGAGEMENT;
        }
        if (path.startsWith("items.")) {
            return Field.Scope.LINE;
        }
        return path.startsWith("context.") ? Field.Scope.CONTEXT : Field.Scope.PROPERTY;
    }

    private static Type of(Field.Scope scope, String name) {
        return FieldDictionary.standard().fields().stream()
                .filter(field -> field.scope() == scope && field.name().equals(name))
                .map(Field::type)
                .findFirst()
                .orElse(Type.ANY);
    }
}
