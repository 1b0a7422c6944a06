package dev.millrace.segment.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/** Refuses a value that a field never has. */
final class AllowedValues {

    private final FieldDictionary dictionary;
    private final Surroundings around;

    AllowedValues(FieldDictionary dictionary, Surroundings around) {
        this.dictionary = dictionary;
        this.around = around;
    }

    void require(Operand field, Operand value, ParserRuleContext place) {
        Optional<Field> declared = find(field).filter(it -> !it.values().isEmpty());
        Operand plain = Operand.resolved(value);
        if (declared.isEmpty()) {
            return;
        }
        List<String> allowed = declared.get().values();
        if (plain instanceof Operand.TextLiteral text && !allowed.contains(text.text())) {
            throw Refusal.unknown(
                    place.start, ExpressionPrinter.print(field) + " never has this value", text.text(), allowed);
        }
        if (plain instanceof Operand.NumberLiteral number && !isAmong(declared.get(), number.number())) {
            throw Refusal.unknown(
                    place.start,
                    ExpressionPrinter.print(field) + " never has this value",
                    number.number().toPlainString(),
                    allowed);
        }
    }

    private static boolean isAmong(Field field, BigDecimal number) {
        return field.values().stream()
                .anyMatch(it -> TypeRules.isNumeric(field.type())
                        ? new BigDecimal(it).compareTo(number) == 0
                        : it.equals(number.toPlainString()));
    }

    private Optional<Field> find(Operand operand) {
        if (operand instanceof Operand.TraitField it) {
            return dictionary.find(Field.Scope.TRAIT, it.name());
        }
        if (operand instanceof Operand.ConsentField it) {
            return dictionary.find(Field.Scope.FIGURE, "consent." + it.channel());
        }
        if (operand instanceof Operand.CartField it) {
            return dictionary.find(Field.Scope.FIGURE, "cart." + it.part().word());
        }
        if (operand instanceof Operand.Figure it) {
            return dictionary.find(Field.Scope.FIGURE, it.name());
        }
        if (operand instanceof Operand.EventField it && around.event() != null) {
            return dictionary.ofEvent(around.event(), it.path());
        }
        return operand instanceof Operand.Aggregate it
                        && it.property() != null
                        && it.type() == it.property().type()
                ? dictionary.ofEvent(it.event(), it.property().path())
                : Optional.empty();
    }
}
