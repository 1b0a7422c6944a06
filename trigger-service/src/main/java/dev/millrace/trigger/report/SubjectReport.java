package dev.millrace.trigger.report;

import dev.millrace.trigger.report.Proportion.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of several subjects of a template beside the first one by name. Chance gave each message its own, so a difference comes from
 * the subject, or from chance; the bounds hold the true one in 95 of 100 cases.
 *
 * @param variant as the template calls it
 * @param openUnknown of those sent, the ones whose opening can't be seen
 * @param openRate opened of those sent whose opening can be seen; null if there are none
 * @param clickRate clicked of those sent; null if there are none
 * @param openedMore by how much the open rate differs from that of the first; null for the first, and while one of the two has none
 * @param clickedMore the same of the click rate
 */
public record SubjectReport(
        String template,
        String variant,
        long sent,
        long opened,
        long openUnknown,
        long clicked,
        long unsubscribed,
        @Nullable Double openRate,
        @Nullable Double clickRate,
        @Nullable Interval openedMore,
        @Nullable Interval clickedMore) {

    /** By template, then by name. */
    static List<SubjectReport> of(List<Row> rows) {
        Map<String, List<Row>> byTemplate =
                rows.stream().collect(Collectors.groupingBy(Row::variant, TreeMap::new, Collectors.toList()));
        List<SubjectReport> reports = new ArrayList<>();
        byTemplate.forEach((template, ofTemplate) -> {
            Counts counts = Counts.of(ofTemplate);
            TreeSet<String> names = new TreeSet<>();
            ofTemplate.forEach(row -> Figures.variant(row.figure()).ifPresent(names::add));
            names.forEach(name -> reports.add(of(template, counts, name, names.first())));
        });
        return reports;
    }

    private static SubjectReport of(String template, Counts counts, String name, String first) {
        Optional<Proportion> opened = opened(counts, name);
        Optional<Proportion> clicked = clicked(counts, name);
        boolean isFirst = name.equals(first);
        return new SubjectReport(
                template,
                name,
                count(counts, name, Figures.SENT),
                count(counts, name, Figures.OPENED),
                count(counts, name, Figures.UNTRACKED),
                count(counts, name, Figures.CLICKED),
                count(counts, name, Figures.UNSUBSCRIBED),
                opened.map(Proportion::value).orElse(null),
                clicked.map(Proportion::value).orElse(null),
                isFirst ? null : difference(opened, opened(counts, first)),
                isFirst ? null : difference(clicked, clicked(counts, first)));
    }

    private static Optional<Proportion> opened(Counts counts, String name) {
        return share(
                count(counts, name, Figures.OPENED),
                count(counts, name, Figures.SENT) - count(counts, name, Figures.UNTRACKED));
    }

    private static Optional<Proportion> clicked(Counts counts, String name) {
        return share(count(counts, name, Figures.CLICKED), count(counts, name, Figures.SENT));
    }

    /** What is told of a message may come before that it was sent. */
    private static Optional<Proportion> share(long part, long whole) {
        return whole <= 0 ? Optional.empty() : Optional.of(new Proportion(Math.min(Math.max(0, part), whole), whole));
    }

    private static @Nullable Interval difference(Optional<Proportion> one, Optional<Proportion> other) {
        return one.isPresent() && other.isPresent() ? one.get().minus(other.get()) : null;
    }

    private static long count(Counts counts, String name, String figure) {
        return counts.of(Figures.under(name, figure));
    }
}
