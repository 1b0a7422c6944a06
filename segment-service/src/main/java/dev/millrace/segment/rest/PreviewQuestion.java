package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.query.CustomerScan;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.FieldDictionary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom an expression selects in each partition. */
final class PreviewQuestion implements Question<PreviewQuestion.Told> {

    static final String PATH = "/api/partitions/preview";

    private static final Duration ESTIMATED_IN = Duration.ofMillis(600);
    private static final Duration EXACT_IN = Duration.ofMinutes(2);

    /** As it is asked of another instance. */
    public record Asked(
            String expression, @Nullable Map<String, String> parameters, @Nullable Instant at, boolean exact) {}

    /** @param at the instant of the part furthest behind */
    public record Told(List<Preview.Part> parts, List<CustomerId> sample, Instant at) {}

    private final Asked asked;
    private final Expression expression;

    /**
     * @param fields that the expression may ask for by name
     */
    PreviewQuestion(Asked asked, FieldDictionary fields) {
        this.asked = asked;
        this.expression = Expressions.require(asked.expression(), asked.parameters(), fields);
    }

    @Override
    public Told here(List<PartitionView> partitions) {
        List<Preview.Part> parts = new ArrayList<>();
        List<CustomerId> sample = new ArrayList<>();
        Instant earliest = Instant.MAX;
        for (PartitionView partition : partitions) {
            Instant at = asked.at() == null ? partition.asOf() : asked.at();
            PreviewCounter counter = new PreviewCounter(partition.rules().adHoc(expression), partition.facts(), at);
            boolean all = asked.exact() || !CustomerScan.needsSample(partition);
            double share = all
                    ? CustomerScan.readAll(partition, counter::count)
                    : CustomerScan.readSample(partition, ESTIMATED_IN.dividedBy(partitions.size()), counter::count);
            parts.add(counter.part(share));
            sample.addAll(counter.sample());
            earliest = at.isBefore(earliest) ? at : earliest;
        }
        return new Told(parts, sample.stream().sorted().limit(Preview.SAMPLE).toList(), earliest);
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.post(PATH, asked, asked.exact() ? EXACT_IN : Hop.PATIENT);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }

    static Preview sum(List<Told> all) {
        return Preview.of(
                all.stream().flatMap(told -> told.parts().stream()).toList(),
                all.stream().map(Told::at).min(Instant::compareTo).orElse(Instant.EPOCH),
                all.stream().flatMap(told -> told.sample().stream()).toList());
    }
}
