package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.AccumulatorSpec.Form;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.Fingerprint;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Operand.Aggregate;
import dev.millrace.segment.rule.Operand.Function;
import dev.millrace.segment.rule.Tree;
import dev.millrace.segment.rule.Type;
import dev.millrace.segment.rule.Window;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds where an aggregate can be read, and has kept what can't be read yet. */
final class AggregateCompiler {

    private static final int MAX_VALUES = 200;

    private final Compilation compilation;

    AggregateCompiler(Compilation compilation) {
        this.compilation = compilation;
    }

    /**
     * @param limit a count beyond this makes no difference
     */
    Reader compile(Aggregate aggregate, @Nullable Reader since, int limit) {
        compilation.reads.events.add(aggregate.event());
        WindowSpan span = aggregate.window() instanceof Window.Sliding sliding
                ? WindowSpan.of(sliding)
                : since == null ? WindowSpan.PAST : new WindowSpan(WindowSpan.WHOLE, since);
        if (span.slides()) {
            compilation.changesWithTime();
        }
        AggregateReader.Place place = place(aggregate, span, limit);
        return new AggregateReader(place, aggregate.function(), aggregate.property() != null, span, limit);
    }

    private AggregateReader.Place place(Aggregate aggregate, WindowSpan span, int limit) {
        boolean isPlain = aggregate.filter() == null && compilation.dimension() == null;
        if (isPlain && isOfOrders(aggregate) && isInLedger(aggregate)) {
            return new AggregateReader.Place.Orders();
        }
        if (isPlain && !isOfOrders(aggregate) && aggregate.property() == null && isTallied(aggregate)) {
            return new AggregateReader.Place.Events(aggregate.event());
        }
        AccumulatorSpec spec = spec(aggregate, span, limit);
        return compilation.keeps(spec)
                ? new AggregateReader.Place.Kept(spec.key(), spec.netTotal())
                : new AggregateReader.Place.Nowhere();
    }

    private static boolean isOfOrders(Aggregate aggregate) {
        return aggregate.event().equals(OrderLedger.ORDER_COMPLETED);
    }

    private static boolean isInLedger(Aggregate aggregate) {
        return aggregate.function() != Function.DISTINCT && (aggregate.property() == null || isTotal(aggregate));
    }

    private static boolean isTotal(Aggregate aggregate) {
        return isOfOrders(aggregate)
                && aggregate.property() != null
                && aggregate.property().path().equals("total");
    }

    private static boolean isTallied(Aggregate aggregate) {
        return aggregate.window() == null
                || aggregate.window() instanceof Window.Sliding && aggregate.function() == Function.LAST;
    }

    private AccumulatorSpec spec(Aggregate aggregate, WindowSpan span, int limit) {
        Form form = form(aggregate);
        Dimension dimension = compilation.dimension();
        FilterCompiler filter = new FilterCompiler(aggregate, isTotal(aggregate));
        String text = String.join(
                        "|",
                        form.name().toLowerCase(Locale.ROOT),
                        aggregate.event(),
                        aggregate.property() == null ? "" : aggregate.property().path(),
                        filter.text(),
                        dimension == null ? "" : dimension.word(),
                        aggregate.function().isNumeric() ? "number" : "")
                + declared(aggregate);
        return new AccumulatorSpec(
                text,
                Fingerprint.shortOf(text),
                aggregate.event(),
                form,
                limit(form, limit, aggregate.function().isNumeric() || aggregate.property() == null),
                span.length(),
                dimension,
                filter.selector(),
                isTotal(aggregate));
    }

    /** The types that the shop declared: what is kept of values depends on them. */
    private static String declared(Aggregate aggregate) {
        Set<String> types = new TreeSet<>();
        Tree.walk(aggregate, condition -> {}, operand -> {
            if (operand instanceof Operand.EventField field && field.type() != usual(aggregate.event(), field)) {
                types.add(field.path() + ":" + field.type());
            }
        });
        return types.isEmpty() ? "" : types.toString();
    }

    private static Type usual(String event, Operand.EventField field) {
        return FieldDictionary.standard()
                .ofEvent(event, field.path())
                .map(Field::type)
                .orElse(Type.ANY);
    }

    /** Texts take more room than numbers and instants, so fewer are kept. */
    private static int limit(Form form, int limit, boolean isSmall) {
        return switch (form) {
            case INSTANTS -> Math.min(limit, AccumulatorSpec.MAX_ENTRIES);
            case LAST_SEEN -> MAX_VALUES;
            case ROWS -> isSmall ? AccumulatorSpec.MAX_ENTRIES : MAX_VALUES;
            case TALLY, TOTALS, ENDS -> 1;
        };
    }

    /** Orders can be corrected afterwards, so they are kept one by one. */
    private static Form form(Aggregate aggregate) {
        if (isOfOrders(aggregate)) {
            return Form.ROWS;
        }
        if (aggregate.function() == Function.DISTINCT) {
            return Form.LAST_SEEN;
        }
        if (aggregate.property() == null) {
            return aggregate.window() == null ? Form.TALLY : Form.INSTANTS;
        }
        if (aggregate.window() != null) {
            return Form.ROWS;
        }
        return aggregate.function().isNumeric() ? Form.TOTALS : Form.ENDS;
    }
}
