package dev.millrace.segment.stream;

import dev.millrace.contract.EventWatch;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** How the shop's settings have definitions read. */
    public Dialect dialect() {
        return Dialect.of(settings());
    }

    /** Currencies in which this process was told amounts that it couldn't convert, and in how many events. */
    public Map<String, Long> withoutRate() {
        return partitions.missingRates().events();
    }

    public ShopFacts facts() {
        return any().facts();
    }

    private PartitionTask any() {
        return partitions.all().stream().findFirst().orElseThrow(() -> new NotReady("no partition is here yet"));
    }
}
