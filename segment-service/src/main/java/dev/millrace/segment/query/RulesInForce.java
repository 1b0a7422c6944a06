package dev.millrace.segment.query;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.Stores;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The rules for reading a copy: those of any partition that is worked on here, else the ones that the copy holds. */
@Singleton
public class RulesInForce {

    private final OpenPartitions open;
    private final StoreReader stores;
    private final Topic<String, SegmentDefinition> topic;
    private volatile List<SegmentDefinition> compiledFrom = List.of();
    private volatile RuleSet compiled = RuleSet.of(List.of());

    RulesInForce(OpenPartitions open, StoreReader stores, Topics topics) {
        this.open = open;
        this.stores = stores;
        this.topic = topics.segmentDefinitions();
    }

    Optional<RuleSet> find(int copy) {
        Optional<RuleSet> here = open.all().stream().findFirst().map(PartitionTask::rules);
        return here.isPresent() ? here : ofCopy(copy);
    }

    private Optional<RuleSet> ofCopy(int partition) {
        List<SegmentDefinition> definitions = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                stores.<String, byte[]>open(partition, Stores.DEFINITIONS).all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                definitions.add(topic.valueSerde().deserializer().deserialize(topic.name(), entry.value));
            }
        } catch (InvalidStateStoreException | SerializationException unreadable) {
            return Optional.empty();
        }
        return Optional.of(compile(definitions));
    }

    private synchronized RuleSet compile(List<SegmentDefinition> definitions) {
        if (!definitions.equals(compiledFrom)) {
            compiled = RuleSet.of(definitions);
            compiledFrom = definitions;
        }
        return compiled;
    }
}
