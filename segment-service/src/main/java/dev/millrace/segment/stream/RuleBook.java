package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topics;
import dev.millrace.segment.evaluation.CombinedFacts;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.membership.Generation;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import dev.millrace.segment.stream.StoredDefinition.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a task: what the log says they are, in its order. A definition that comes too late to be one, because it can't be
 * read or would close a circle, is turned down and listed with the reason, and the version before it stays in force.
 */
final class RuleBook {

    private final PartitionTask task;
    private final DefinitionStore definitions;
    private final SettingsStore settings;
    private ShopFacts population;

    /**
     * @param population the figures that were in force when the task stopped
     */
    RuleBook(ProcessorContext<?, ?> context, PartitionTask task, Topics topics, ShopFacts population) {
        this.task = task;
        this.population = population;
        this.definitions = new DefinitionStore(context.getStateStore(Stores.DEFINITIONS));
        this.settings = new SettingsStore(context.getStateStore(Stores.SETTINGS), topics.shopSettings());
        Timelines timelines = new Timelines(context);
        task.use(stored().withPasts((id, customer) -> timelines.get(id, customer.recent()), this::seededSince));
        publish();
    }

    private RuleHistory stored() {
        Sweep sweep = definitions.sweep();
        long base = sweep.complete();
        DefinitionStore.Beginning began = definitions.beginnings().get(base);
        Instant since = began == null ? Instant.EPOCH : began.since();
        List<Generation> generations = new ArrayList<>();
        Generation last = Generation.inForce(base, since, rulesAt(base), factsAt(base));
        generations.add(last);
        for (Map.Entry<Long, DefinitionStore.Beginning> later :
                definitions.beginnings().tailMap(base, false).entrySet()) {
            long number = later.getKey();
            last = last.then(later.getValue().since(), later.getValue().cause(), rulesAt(number), factsAt(number));
            generations.add(last);
        }
        return RuleHistory.startingWith(generations, sweep);
    }

    /** Another release may read what the last one could not. Not before the task runs: stores can't be written earlier. */
    void readAgain() {
        readAgain(current().since());
    }

    private void readAgain(Instant at) {
        for (StoredDefinition turnedDown : definitions.allTurnedDown()) {
            SegmentDefinition definition = turnedDown.definition();
            boolean isReadable = turnedDown.standing() == Standing.UNREADABLE
                    && RuleSet.whyUnreadable(definition, dialect()).isEmpty();
            if (isReadable && whyCircular(definition).isEmpty()) {
                putInForce(definition, at);
                publish();
            }
        }
    }

    /**
     * @param given null deletes
     */
    void define(String id, @Nullable SegmentDefinition given, Instant at) {
        StoredDefinition newest = definitions.newest(id);
        if (given == null) {
            delete(newest == null ? definitions.turnedDown(id) : newest, at);
        } else if (!given.id().equals(id)) {
            throw new SerializationException("key and id differ");
        } else if (newest == null
                || newest.standing() == Standing.DELETED
                || !newest.definition().equals(given)) {
            take(numbered(given), at);
        }
        publish();
    }

    private void delete(@Nullable StoredDefinition last, Instant at) {
        if (last == null || last.standing() == Standing.DELETED) {
            return;
        }
        List<SegmentDefinition> left = without(last.definition().id());
        long number = change(at, Cause.DEFINITION, RuleSet.of(left, dialect()), currentFacts());
        definitions.put(number, StoredDefinition.deleted(last.definition()));
        definitions.isExact(last.definition().id());
    }

    private void take(SegmentDefinition definition, Instant at) {
        Optional<String> unreadable = RuleSet.whyUnreadable(definition, dialect());
        Optional<String> circular = whyCircular(definition);
        if (unreadable.isPresent()) {
            definitions.turnDown(new StoredDefinition(definition, Standing.UNREADABLE, unreadable.get()));
        } else if (circular.isPresent()) {
            definitions.turnDown(new StoredDefinition(definition, Standing.REFUSED, circular.get()));
        } else {
            putInForce(definition, at);
        }
    }

    private void putInForce(SegmentDefinition definition, Instant at) {
        List<SegmentDefinition> all = without(definition.id());
        all.add(definition);
        long number = change(at, Cause.DEFINITION, RuleSet.of(all, dialect()), currentFacts());
        definitions.put(number, StoredDefinition.inForce(definition));
    }

    private Optional<String> whyCircular(SegmentDefinition definition) {
        if (!RuleSet.asksOthers(definition, dialect())) {
            return Optional.empty();
        }
        List<SegmentDefinition> all = without(definition.id());
        all.add(definition);
        return RuleSet.of(all, dialect())
                .circle(definition.id())
                .map(path -> "the segment would ask itself: " + String.join(" asks ", path));
    }

    /** Two instances that write at the same moment may give one number to two versions. */
    private SegmentDefinition numbered(SegmentDefinition given) {
        int last = 0;
        for (StoredDefinition known :
                new StoredDefinition[] {definitions.newest(given.id()), definitions.turnedDown(given.id())}) {
            last = known == null ? last : Math.max(last, known.definition().version());
        }
        return given.version() > last ? given : given.withVersion(last + 1);
    }

    /** Puts the shop's settings in force; without any, nothing is known of the shop. */
    void set(@Nullable ShopSettings changed, Instant at) {
        Optional<ShopSettings> told = Optional.ofNullable(changed);
        long number = change(at, Cause.DEFINITION, rulesBy(told), together(StoredRules.facts(told)));
        settings.put(number, told);
        readAgain(at); // what could not be read may have come before these settings in another partition
        publish();
    }

    private RuleSet rulesBy(Optional<ShopSettings> told) {
        Dialect changed = Dialect.of(told);
        return changed.equals(dialect())
                ? current().rules()
                : RuleSet.of(definitions.inForceAt(Long.MAX_VALUE), changed);
    }

    private RuleSet rulesAt(long generation) {
        return RuleSet.of(definitions.inForceAt(generation), settings.dialectAt(generation));
    }

    private Dialect dialect() {
        return settings.dialectAt(Long.MAX_VALUE);
    }

    /** Puts figures of the whole base in force. */
    void use(ShopFacts figures, Instant at) {
        population = figures;
        change(at, Cause.POPULATION, current().rules(), currentFacts());
    }

    /** Somebody's remembered past was too short for what new rules ask. */
    private void seededSince(Generation generation, Instant exactSince) {
        boolean isNews = false;
        for (String segment : generation.seeded()) {
            isNews |= definitions.isExactSince(segment, exactSince);
        }
        if (isNews) {
            task.showExactSince(definitions.exactSince());
        }
    }

    /** The number of the generation that the change belongs to. */
    private long change(Instant at, Cause cause, RuleSet rules, ShopFacts facts) {
        Generation current = current();
        Instant since = at.isBefore(current.since()) ? current.since() : at;
        Generation next = current.changed(since, cause, rules, facts);
        task.use(task.ruleHistory().then(next));
        if (next.number() > current.number()) {
            definitions.begin(next.number(), new DefinitionStore.Beginning(next.since(), cause));
            definitions.put(task.ruleHistory().sweep());
        }
        return next.number();
    }

    /** The walk went on. */
    void swept(Sweep further) {
        long before = task.ruleHistory().sweep().complete();
        task.use(task.ruleHistory().swept(further));
        definitions.put(further);
        if (further.complete() > before) {
            definitions.forgetBefore(further.complete());
            settings.forgetBefore(further.complete());
        }
    }

    private Generation current() {
        return task.ruleHistory().current();
    }

    private List<SegmentDefinition> without(String id) {
        List<SegmentDefinition> others = new ArrayList<>(definitions.inForceAt(Long.MAX_VALUE));
        others.removeIf(definition -> definition.id().equals(id));
        return others;
    }

    private ShopFacts currentFacts() {
        return together(settings.factsAt(Long.MAX_VALUE));
    }

    private ShopFacts factsAt(long generation) {
        long since = definitions.figuresSince(generation);
        boolean areTodays = since == definitions.figuresSince(Long.MAX_VALUE);
        ShopFacts figures = areTodays ? population : new EarlierFigures(population, since);
        return new CombinedFacts(List.of(settings.factsAt(generation), figures));
    }

    private ShopFacts together(ShopFacts shop) {
        return new CombinedFacts(List.of(shop, population));
    }

    private void publish() {
        task.show(definitions.all(), settings.newest().orElse(null));
        task.showExactSince(definitions.exactSince());
    }
}
