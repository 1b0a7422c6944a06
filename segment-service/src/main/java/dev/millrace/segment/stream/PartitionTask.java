package dev.millrace.segment.stream;

import dev.millrace.contract.EventWatch;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.rule.NameSightings;
import dev.millrace.segment.time.PartitionClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What the processors of one task share, beside their stores. Written by the task's thread, read also by others. */
public final class PartitionTask {

    private final int partition;
    private final Retention retention;
    private final MissingRates missingRates;
    private final Object settling = new Object();
    private volatile PartitionClock clock = new PartitionClock(Map.of());
    private volatile RuleHistory rules = RuleHistory.EMPTY;
    private volatile long movedAt = System.nanoTime();
    private volatile List<StoredDefinition> definitions = List.of();
    private volatile List<EventWatch> watches = List.of();
    private volatile @Nullable ShopSettings settings;
    private volatile Map<String, Instant> exactSince = Map.of();
    private volatile long customers;
    private @Nullable NameSightings names;
    private volatile Bytes dueFrom = DueIndex.from(Instant.EPOCH);
    private Instant newestErasure = Instant.MIN;

    public PartitionTask(int partition, Retention retention) {
        this(partition, retention, new MissingRates());
    }

    PartitionTask(int partition, Retention retention, MissingRates missingRates) {
        this.partition = partition;
        this.retention = retention;
        this.missingRates = missingRates;
    }

    public int partition() {
        return partition;
    }

    public PartitionClock clock() {
        return clock;
    }

    public RuleSet rules() {
        return rules.current().rules();
    }

    /** What rules may ask of the shop. */
    public ShopFacts facts() {
        return rules.current().facts();
    }

    public RuleHistory ruleHistory() {
        return rules;
    }

    Retention retention() {
        return retention;
    }

    /** Of the task's thread alone. */
    NameSightings names(Supplier<NameSightings> stored) {
        NameSightings known = names;
        if (known == null) {
            known = stored.get();
            names = known;
        }
        return known;
    }

    /** Shared with the other tasks of the process. */
    MissingRates missingRates() {
        return missingRates;
    }

    /** No erasure of the partition is newer than this. */
    Instant newestErasure() {
        return newestErasure;
    }

    void erasedAt(Instant instant) {
        newestErasure = instant.isAfter(newestErasure) ? instant : newestErasure;
    }

    /** All definitions, also those that are not in force. */
    public List<StoredDefinition> definitions() {
        return definitions;
    }

    public List<EventWatch> watches() {
        return watches;
    }

    public Optional<ShopSettings> settings() {
        return Optional.ofNullable(settings);
    }

    /** Segment to the instant after which its rule has seen all that happened, where that is not since ever. */
    Map<String, Instant> exactSince() {
        return exactSince;
    }

    /**
     * After which instant a segment's rule has seen all that happened; empty if that is as far back as it looks. Before, it
     * knows of some customers only what was remembered of them when the rule was made.
     */
    public Optional<Instant> exactSince(String segment) {
        return Optional.ofNullable(exactSince.get(segment)).filter(since -> isStillAsked(segment, since));
    }

    private boolean isStillAsked(String segment, Instant since) {
        long reach = rules().reach(segment);
        return reach == Long.MAX_VALUE || since.plusMillis(reach).isAfter(clock.settled());
    }

    void showExactSince(Map<String, Instant> changed) {
        exactSince = changed;
    }

    /** About how many customers there are, as the last sweep saw them. */
    public long customers() {
        return customers;
    }

    void customers(long about) {
        customers = about;
    }

    /** Nothing in the due index stands under an earlier key than this one. */
    Bytes dueFrom() {
        return dueFrom;
    }

    void dueFrom(Bytes key) {
        dueFrom = key;
    }

    public void startAt(PartitionClock started) {
        clock = started;
        moved();
    }

    /** All timers due by the instant have fired. */
    void settledAt(Instant instant) {
        clock.settledAt(instant);
        synchronized (settling) {
            settling.notifyAll();
        }
    }

    /** From any thread: returns once the clock has settled there, or when the deadline has passed. */
    public void awaitSettled(Instant instant, long deadlineNanos) throws InterruptedException {
        synchronized (settling) {
            while (clock.settled().isBefore(instant)) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (millis <= 0) {
                    return;
                }
                settling.wait(millis);
            }
        }
    }

    /** An event was processed, a timer fired or time passed. */
    void moved() {
        movedAt = System.nanoTime();
    }

    /** How far the present, as the log tells it, is ahead of what has been dealt with. */
    public Duration behind() {
        Duration unsettled = Duration.between(clock.settled(), clock.newest());
        Duration stopped = stoppedFor();
        return unsettled.compareTo(stopped) > 0 ? unsettled : stopped;
    }

    /** For how long nothing has moved: with ticks in the log, something does all the time. */
    public Duration stoppedFor() {
        return Duration.ofNanos(System.nanoTime() - movedAt);
    }

    void use(RuleHistory changed) {
        rules = changed;
    }

    void show(List<StoredDefinition> all, @Nullable ShopSettings shop) {
        definitions = List.copyOf(all);
        settings = shop;
    }

    void showWatches(List<EventWatch> all) {
        watches = List.copyOf(all);
    }
}
