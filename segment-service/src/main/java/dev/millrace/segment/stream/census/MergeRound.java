package dev.millrace.segment.stream.census;

import dev.millrace.contract.PopulationSketch;
import dev.millrace.segment.population.Census;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One walk over all that the partitions told, in which each figure is made once. */
final class MergeRound {

    private final Map<Integer, Instant> news;
    private final int partitions;
    private final Set<String> made = new HashSet<>();
    private final Set<Integer> lacking = new TreeSet<>();
    private @Nullable String next;

    /**
     * @param news the partitions counted since the last round, and when
     * @param partitions that there are: the round goes without those that have no news
     */
    MergeRound(Map<Integer, Instant> news, int partitions) {
        this.news = Map.copyOf(news);
        this.partitions = partitions;
    }

    /** The key to go on with; null for the first. */
    @Nullable
    String next() {
        return next;
    }

    /** The figure to make now; null if the record that stands under the key asks for none, or another of its figure did. */
    @Nullable
    String at(String key) {
        next = key + '\0';
        String figure = SketchBook.figure(key);
        return figure != null && made.add(figure) ? figure : null;
    }

    /** Whether it was counted where it has to be: rules that are new to some partitions are counted there soon. */
    boolean isCounted(String figure, List<PopulationSketch> counted) {
        boolean isPartly = counted.stream().noneMatch(it -> it.sketch() != null) || !Census.isOfAll(figure);
        if (isPartly || counted.size() == partitions) {
            return true;
        }
        Set<Integer> told = counted.stream().map(PopulationSketch::partition).collect(Collectors.toSet());
        Set<Integer> missing = new TreeSet<>(news.keySet());
        missing.removeAll(told);
        lacking.addAll(missing);
        return missing.isEmpty() && news.size() < partitions;
    }

    /** As old as the oldest count of the round; a partition that is not counted stands with what it told before. */
    Instant asOf(List<PopulationSketch> counted) {
        return counted.stream()
                .filter(it -> news.containsKey(it.partition()))
                .map(PopulationSketch::at)
                .min(Instant::compareTo)
                .or(() -> counted.stream().map(PopulationSketch::at).min(Instant::compareTo))
                .orElse(Instant.EPOCH);
    }

    /** Whose news the figures hold now. If some lacked a figure, only theirs: when they have counted it, all is made again. */
    Map<Integer, Instant> held() {
        Map<Integer, Instant> held = new TreeMap<>(news);
        if (!lacking.isEmpty()) {
            held.keySet().retainAll(lacking);
        }
        return held;
    }
}
