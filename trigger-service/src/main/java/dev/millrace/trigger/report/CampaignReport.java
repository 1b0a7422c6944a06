package dev.millrace.trigger.report;

import dev.millrace.trigger.report.Proportion.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What came of a campaign, as a whole, by version and by step.
 *
 * @param comparison with those who were held out; null if nobody was, or the campaign has no goal
 */
public record CampaignReport(
        Journeys journeys,
        Decided decided,
        MessageFigures messages,
        Results results,
        @Nullable Comparison comparison,
        List<Version> versions) {

    public record Version(
            int version,
            Journeys journeys,
            Decided decided,
            MessageFigures messages,
            Results results,
            @Nullable Comparison comparison,
            List<Step> steps) {}

    /**
     * @param variants where a send has several templates, or had one after the other
     * @param subjects of templates that try several
     * @param ways of a split, by what those reached who were sent there; empty for other steps, and without a goal
     */
    public record Step(
            String step,
            long waiting,
            Decided decided,
            MessageFigures messages,
            Results results,
            List<Variant> variants,
            List<SubjectReport> subjects,
            List<WayReport> ways) {}

    /**
     * @param clickedMore by how much the share of clicked messages differs from that of the first variant, in 95 of 100 cases;
     *     null for the first, and while one of the two has none sent
     * @param convertedMore the same for messages that a goal is credited to
     */
    public record Variant(
            String template,
            MessageFigures messages,
            Results results,
            @Nullable Interval clickedMore,
            @Nullable Interval convertedMore) {}

    /** What a version's steps are called. */
    public interface Steps {

        /** In the order of the document. */
        List<String> names(int version);

        /** The step of a place in which enrolments wait. */
        String at(int version, int position);
    }

    public static CampaignReport of(List<Row> rows, List<WayTaken> ways, Steps steps) {
        Map<Integer, List<Row>> byVersion = new TreeMap<>(Comparator.reverseOrder());
        rows.forEach(row -> byVersion
                .computeIfAbsent(row.version(), any -> new ArrayList<>())
                .add(row));
        List<Version> versions = new ArrayList<>();
        byVersion.forEach((number, ofVersion) -> versions.add(version(number, ofVersion, ways, steps)));
        Counts all = Counts.of(rows);
        return new CampaignReport(
                Journeys.of(all, heldOut(rows)),
                Decided.of(all),
                MessageFigures.of(all),
                Results.of(all),
                Comparison.of(rows).orElse(null),
                versions);
    }

    private static Version version(int number, List<Row> rows, List<WayTaken> ways, Steps steps) {
        Counts all = Counts.of(rows);
        return new Version(
                number,
                Journeys.of(all, heldOut(rows)),
                Decided.of(all),
                MessageFigures.of(all),
                Results.of(all),
                Comparison.of(rows).orElse(null),
                steps(
                        number,
                        rows,
                        ways.stream().filter(way -> way.version() == number).toList(),
                        steps));
    }

    private static Counts heldOut(List<Row> rows) {
        return Counts.of(rows.stream().filter(Row::heldOut).toList());
    }

    private static List<Step> steps(int version, List<Row> rows, List<WayTaken> ways, Steps names) {
        Map<String, List<Row>> byStep = new LinkedHashMap<>();
        names.names(version).forEach(name -> byStep.put(name, new ArrayList<>()));
        for (Row row : rows) {
            if (!row.step().isEmpty()) {
                String name = row.step().startsWith("#")
                        ? names.at(version, Integer.parseInt(row.step().substring(1)))
                        : row.step();
                byStep.computeIfAbsent(name, any -> new ArrayList<>()).add(row);
            }
        }
        List<Step> steps = new ArrayList<>();
        byStep.forEach((name, ofStep) -> steps.add(step(
                name,
                ofStep,
                ways.stream().filter(way -> way.step().equals(name)).toList())));
        return steps;
    }

    private static Step step(String name, List<Row> rows, List<WayTaken> ways) {
        Counts counts = Counts.of(rows);
        return new Step(
                name,
                counts.of(Figures.WAITING),
                Decided.of(counts),
                MessageFigures.of(counts),
                Results.of(counts),
                variants(rows),
                SubjectReport.of(rows),
                WayReport.of(ways));
    }

    private static List<Variant> variants(List<Row> rows) {
        Set<String> templates = new LinkedHashSet<>();
        rows.stream().map(Row::variant).filter(name -> !name.isEmpty()).forEach(templates::add);
        if (templates.size() < 2) {
            return List.of();
        }
        List<Variant> variants = new ArrayList<>();
        Counts first = null;
        for (String template : new TreeSet<>(templates)) {
            Counts counts = Counts.of(
                    rows.stream().filter(row -> row.variant().equals(template)).toList());
            variants.add(new Variant(
                    template,
                    MessageFigures.of(counts),
                    Results.of(counts),
                    first == null ? null : difference(counts, first, Figures.CLICKED),
                    first == null ? null : difference(counts, first, Figures.CONVERTED)));
            first = first == null ? counts : first;
        }
        return variants;
    }

    private static @Nullable Interval difference(Counts one, Counts other, String figure) {
        Optional<Proportion> mine = share(one, figure);
        Optional<Proportion> theirs = share(other, figure);
        return mine.isPresent() && theirs.isPresent() ? mine.get().minus(theirs.get()) : null;
    }

    private static Optional<Proportion> share(Counts counts, String figure) {
        long sent = counts.of(Figures.SENT);
        return sent <= 0 ? Optional.empty() : Optional.of(new Proportion(Math.min(counts.of(figure), sent), sent));
    }
}
