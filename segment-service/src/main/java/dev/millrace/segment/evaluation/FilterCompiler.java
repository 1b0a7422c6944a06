package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.EventSelector;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.customer.Rows;
import dev.millrace.segment.customer.Slice;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what an aggregate sees of an event: its filter, its property, and the lines they are about. */
final class FilterCompiler {

    private static final List<Trait.Value> SELECTED = List.of(Rows.PRESENT);

    private final Operand.Aggregate aggregate;
    private final boolean netTotal;
    private final EventFilter filter;
    private final boolean isOfLines;

    FilterCompiler(Operand.Aggregate aggregate, boolean netTotal) {
        this.aggregate = aggregate;
        this.netTotal = netTotal;
        this.filter = EventFilter.of(aggregate.filter());
        this.isOfLines = filter.readsLines()
                || aggregate.property() != null && aggregate.property().ofLine();
    }

    /** Names the filter: the same for filters that select the same by the same words. */
    String text() {
        return aggregate.filter() == null ? "" : ExpressionPrinter.print(aggregate.filter()) + filter.parameters();
    }

    EventSelector selector() {
        Operand.EventField property = aggregate.property();
        if (property == null || netTotal) {
            return (event, slice) -> selects(event, slice) ? SELECTED : List.of();
        }
        boolean asNumber = aggregate.function().isNumeric();
        if (!property.ofLine()) {
            return (event, slice) -> {
                Trait.Value value = selects(event, slice) ? value(property, event, null, asNumber) : null;
                return value == null ? List.of() : List.of(value);
            };
        }
        return (event, slice) -> {
            List<Trait.Value> values = new ArrayList<>();
            for (JsonNode line : event.lines()) {
                Trait.Value value = selects(event, line, slice) ? value(property, event, line, asNumber) : null;
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        };
    }

    private boolean selects(EventFacts event, @Nullable Slice slice) {
        if (!isOfLines && (slice == null || slice.isOf(event))) {
            return filter.test(event, null) == Truth.YES;
        }
        for (JsonNode line : event.lines()) {
            if (selects(event, line, slice)) {
                return true;
            }
        }
        return false;
    }

    private boolean selects(EventFacts event, JsonNode line, @Nullable Slice slice) {
        return (slice == null || slice.isOf(line, event)) && filter.test(event, line) == Truth.YES;
    }

    private static Trait.@Nullable Value value(
            Operand.EventField field, EventFacts event, @Nullable JsonNode line, boolean asNumber) {
        JsonNode node = EventFilter.node(field, event, line);
        if (asNumber || field.type() == Type.NUMBER || field.type() == Type.MONEY) {
            BigDecimal told = Fold.decimal(node);
            BigDecimal number = told == null || field.type() != Type.MONEY ? told : event.inShopCurrency(told, line);
            return number == null ? null : new Trait.Value.Number(number);
        }
        return EventFilter.value(node, field.type());
    }
}
