package dev.millrace.segment.population;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fingerprint;
import dev.millrace.segment.evaluation.RankedValue;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules may ask of the whole base. Everything is unknown until it has been published once. */
public final class PopulationFacts implements ShopFacts {

    private static final String RANK = "rank:";
    private static final String FIGURE = "figure:";
    private static final String INTERVAL = "population.reorder_interval";
    private static final String OF_CATEGORY = FIGURE + INTERVAL + "/";
    private static final MathContext SHARE = new MathContext(6);

    private final Map<String, Known> figures;

    /**
     * A figure and what is worked out of it once.
     *
     * @param content all of it: of two figures of one instant, the later one may say something else
     */
    private record Known(PopulationFigure figure, Distribution distribution, String content) {

        static Known of(PopulationFigure figure) {
            String content = Long.toHexString(Fingerprint.of(figure.toString()));
            return new Known(figure, Figures.distribution(figure), content);
        }
    }

    public PopulationFacts(Collection<PopulationFigure> published) {
        this(published.stream().collect(Collectors.toMap(PopulationFigure::name, Known::of)));
    }

    private PopulationFacts(Map<String, Known> figures) {
        this.figures = figures;
    }

    /** With one figure published anew. */
    public PopulationFacts with(PopulationFigure figure) {
        Map<String, Known> more = new HashMap<>(figures);
        more.put(figure.name(), Known.of(figure));
        return new PopulationFacts(more);
    }

    public PopulationFacts without(String name) {
        Map<String, Known> less = new HashMap<>(figures);
        less.remove(name);
        return new PopulationFacts(less);
    }

    public boolean has(String name) {
        return figures.containsKey(name);
    }

    /** Whether a rule can ask for it: rankings of products are for messages. */
    public static boolean canBeAsked(PopulationFigure figure) {
        return figure.median() != null || !figure.values().isEmpty();
    }

    @Override
    public String fingerprint(String fact) {
        if (fact.startsWith(RANK)) {
            return content(fact.substring(RANK.length()));
        }
        if (fact.startsWith(OF_CATEGORY)) {
            return content(CategoryIntervals.figure(fact.substring(OF_CATEGORY.length())));
        }
        return switch (fact) {
            case FIGURE + INTERVAL -> content(Census.REORDER_INTERVAL);
            case "figure:rfm.cell" -> content(Rfm.RECENCY) + content(Rfm.FREQUENCY);
            case "figure:rfm.recency", "figure:rfm.frequency", "figure:rfm.monetary" ->
                content(fact.substring(FIGURE.length()));
            default -> "";
        };
    }

    private String content(String name) {
        Known known = figures.get(name);
        return known == null ? "" : known.content();
    }

    private @Nullable Distribution distribution(String name) {
        Known known = figures.get(name);
        return known == null ? null : known.distribution();
    }

    @Override
    public Value figure(String name, @Nullable Value argument, CustomerState customer) {
        return switch (name) {
            case INTERVAL ->
                interval(
                        argument instanceof Value.Text category
                                ? CategoryIntervals.figure(category.text())
                                : Census.REORDER_INTERVAL);
            case Rfm.RECENCY -> score(name, customer, it -> it.last().toEpochMilli());
            case Rfm.FREQUENCY -> score(name, customer, Rfm::orders);
            case Rfm.MONETARY -> score(name, customer, it -> it.total().doubleValue());
            case Rfm.CELL -> cell(customer);
            default -> Value.UNKNOWN;
        };
    }

    private Value interval(String name) {
        Known known = figures.get(name);
        Duration median = known == null ? null : known.figure().median();
        return median == null ? Value.UNKNOWN : new Value.Span(median);
    }

    private Value score(String name, CustomerState customer, ToDoubleFunction<Rfm> measure) {
        return fifth(name, customer, measure)
                .<Value>map(fifth -> new Value.Quantity(BigDecimal.valueOf(fifth)))
                .orElse(Value.UNKNOWN);
    }

    private Optional<Integer> fifth(String name, CustomerState customer, ToDoubleFunction<Rfm> measure) {
        Distribution base = distribution(name);
        return base == null
                ? Optional.empty()
                : Rfm.of(customer).map(it -> Rfm.fifth(base.shareBelow(measure.applyAsDouble(it))));
    }

    private Value cell(CustomerState customer) {
        Optional<Integer> recency = fifth(Rfm.RECENCY, customer, it -> it.last().toEpochMilli());
        Optional<Integer> frequency = fifth(Rfm.FREQUENCY, customer, Rfm::orders);
        return recency.flatMap(lately -> frequency.<Value>map(often -> new Value.Text(Rfm.cell(lately, often))))
                .orElse(Value.UNKNOWN);
    }

    @Override
    public @Nullable BigDecimal rank(Operand.Rank.Kind kind, String asked, @Nullable String of, BigDecimal value) {
        Distribution base = distribution(RankedValue.name(asked, of));
        if (base == null) {
            return null;
        }
        double below = base.shareBelow(value.doubleValue());
        return switch (kind) {
            case PERCENTILE -> new BigDecimal(below, SHARE);
            case QUINTILE -> BigDecimal.valueOf(Rfm.fifth(below));
        };
    }
}
