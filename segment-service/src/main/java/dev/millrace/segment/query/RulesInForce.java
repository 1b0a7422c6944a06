package dev.millrace.segment.query;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.evaluation.CombinedFacts;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.StoredDefinition;
import dev.millrace.segment.stream.StoredRules;
import dev.millrace.segment.stream.Stores;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** The rules for reading a copy: those of any partition that is worked on here, else the ones that the copy holds. */
@Singleton
public class RulesInForce {

    /** Rules, and what they may ask of the shop. */
    record Known(RuleSet rules, ShopFacts facts) {}

    private final OpenPartitions open;
    private final StoreReader stores;
    private final Topics topics;
    private final int partitions;
    private @Nullable List<SegmentDefinition> compiledFrom;
    private Dialect compiledIn = Dialect.STANDARD;
    private Known compiled = new Known(RuleSet.EMPTY, ShopFacts.UNKNOWN);

    RulesInForce(OpenPartitions open, StoreReader stores, Topics topics, SegmentConfig config) {
        this.partitions = config.topics().partitions();
        this.open = open;
        this.stores = stores;
        this.topics = topics;
    }

    /** The rules as any partition here knows them; {@link NotHere} where there is none. */
    public RuleSet any() {
        return known().orElseThrow(() -> new NotHere(0));
    }

    /** What expressions may ask for by name: also the shop's own, as far as it is known here. */
    public FieldDictionary fields() {
        return known().map(rules -> rules.dialect().fields()).orElse(FieldDictionary.standard());
    }

    private Optional<RuleSet> known() {
        return IntStream.range(0, partitions)
                .mapToObj(this::find)
                .flatMap(Optional::stream)
                .map(Known::rules)
                .findFirst();
    }

    /** All definitions, also those that are deleted or not in force, as any partition here knows them. */
    public List<StoredDefinition> definitions() {
        return open.all().stream()
                .findFirst()
                .map(PartitionTask::definitions)
                .or(() -> IntStream.range(0, partitions)
                        .mapToObj(this::definitionsOfCopy)
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElseThrow(() -> new NotHere(0));
    }

    private Optional<List<StoredDefinition>> definitionsOfCopy(int partition) {
        try {
            return Optional.of(StoredRules.all(stores.open(partition, Stores.DEFINITIONS)));
        } catch (InvalidStateStoreException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    Optional<Known> find(int copy) {
        Optional<Known> here = open.all().stream().findFirst().map(task -> new Known(task.rules(), task.facts()));
        return here.isPresent() ? here : ofCopy(copy);
    }

    private Optional<Known> ofCopy(int partition) {
        try {
            List<SegmentDefinition> definitions = StoredRules.inForce(stores.open(partition, Stores.DEFINITIONS));
            Optional<ShopSettings> settings =
                    StoredRules.settings(stores.open(partition, Stores.SETTINGS), topics.shopSettings());
            ShopFacts figures =
                    StoredRules.figures(stores.open(partition, Stores.POPULATION), topics.populationFigures());
            return Optional.of(compile(
                    definitions,
                    Dialect.of(settings),
                    new CombinedFacts(List.of(StoredRules.facts(settings), figures))));
        } catch (InvalidStateStoreException | SerializationException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private synchronized Known compile(List<SegmentDefinition> definitions, Dialect dialect, ShopFacts facts) {
        boolean isSame = definitions.equals(compiledFrom) && dialect.equals(compiledIn);
        RuleSet rules = isSame ? compiled.rules() : RuleSet.of(definitions, dialect);
        compiledFrom = definitions;
        compiledIn = dialect;
        compiled = new Known(rules, facts);
        return compiled;
    }
}
