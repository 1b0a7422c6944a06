package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.customer.LastSeen;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A trait as what it is declared to be, whichever way it was sent: a postal code is text, though a shop may send a number. */
final class TraitValue {

    private TraitValue() {}

    static Trait.@Nullable Value as(Type type, Trait.@Nullable Value value) {
        if (type == Type.TEXT && (value instanceof Trait.Value.Number || value instanceof Trait.Value.Flag)) {
            return new Trait.Value.Text(LastSeen.text(value));
        }
        if (!(value instanceof Trait.Value.Text text)) {
            return value;
        }
        if (type == Type.NUMBER || type == Type.MONEY) {
            BigDecimal number = Fold.decimal(text.text());
            return number == null ? value : new Trait.Value.Number(number);
        }
        boolean isFlag = text.text().equals("true") || text.text().equals("false");
        return type == Type.FLAG && isFlag ? new Trait.Value.Flag(text.text().equals("true")) : value;
    }
}
