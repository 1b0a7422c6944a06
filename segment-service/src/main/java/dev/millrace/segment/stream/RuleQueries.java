package dev.millrace.segment.stream;

import dev.millrace.contract.EventWatch;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the partitions of this process know of rules, watches and the shop: all the same, once the log has been read. */
@Singleton
public class RuleQueries {

    /** There is no partition here now; asking again later will do. */
    public static final class NotReady extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReady(String message) {
            super(message);
        }
    }

    private final OpenPartitions partitions;

    RuleQueries(OpenPartitions partitions) {
        this.partitions = partitions;
    }

    public RuleSet rules() {
        return any().rules();
    }

    /** How far time has come in the partition of this process that is furthest behind. */
    public Instant asOf() {
        return partitions.all().stream()
                .map(task -> task.clock().settled())
                .min(Instant::compareTo)
                .orElseThrow(() -> new NotReady("no partition is here yet"));
    }

    /** All definitions, also those that are deleted or not in force. */
    public List<StoredDefinition> definitions() {
        return any().definitions();
    }

    public List<EventWatch> watches() {
        return any().watches();
    }

    public Optional<ShopSettings> settings() {
        return any().settings();
    }

    /** Currencies in which this process was told amounts that it couldn't convert, and in how many events. */
    public Map<String, Long> withoutRate() {
        return partitions.missingRates().events();
    }

    public ShopFacts facts() {
        return any().facts();
    }

    /**
     * How far the customers of this process have been moved over to a segment's rule.
     *
     * @param done customers, of about {@code total}
     */
    public record Progress(long done, long total) {

        public int percent() {
            return total == 0 ? 100 : (int) Math.min(99, 100 * done / total);
        }
    }

    /** Null once everybody is judged by the rule as it is. */
    public @Nullable Progress progress(String segment) {
        Collection<PartitionTask> tasks = partitions.all();
        if (tasks.stream().allMatch(task -> isComplete(task, segment))) {
            return null;
        }
        long done = 0;
        long total = 0;
        for (PartitionTask task : tasks) {
            long customers = task.customers();
            total += customers;
            done += isComplete(task, segment) ? customers : Math.min(customers, visited(task, segment));
        }
        return new Progress(done, total);
    }

    /**
     * After which instant a segment's rule has seen all that happened; null if that is as far back as it looks. Before, it knows
     * of some customers only what was remembered of them when the rule was made.
     */
    public @Nullable Instant exactSince(String segment) {
        Instant latest = null;
        for (PartitionTask task : partitions.all()) {
            Instant since = task.exactSince().get(segment);
            if (since != null && isStillAsked(task, segment, since) && (latest == null || since.isAfter(latest))) {
                latest = since;
            }
        }
        return latest;
    }

    private static boolean isStillAsked(PartitionTask task, String segment, Instant since) {
        long reach = task.rules().reach(segment);
        return reach == Long.MAX_VALUE
                || since.plusMillis(reach).isAfter(task.clock().settled());
    }

    private static boolean isComplete(PartitionTask task, String segment) {
        RuleHistory rules = task.ruleHistory();
        return rules.current().changedAt(segment) <= rules.sweep().complete();
    }

    private static long visited(PartitionTask task, String segment) {
        Sweep sweep = task.ruleHistory().sweep();
        long changedAt = task.ruleHistory().current().changedAt(segment);
        return sweep.rounds().stream()
                .filter(round -> round.generation() >= changedAt)
                .mapToLong(round -> sweep.visited() - round.visited())
                .max()
                .orElse(0);
    }

    private PartitionTask any() {
        return partitions.all().stream().findFirst().orElseThrow(() -> new NotReady("no partition is here yet"));
    }
}
