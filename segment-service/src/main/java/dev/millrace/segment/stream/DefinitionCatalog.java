package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.StoredDefinition.Standing;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Gives definitions their versions and writes them into the log; what is in force is what the log says. */
@Singleton
public class DefinitionCatalog {

    private final RuleQueries rules;
    private final Broadcast broadcast;
    private final Topics topics;
    /** Written here and perhaps not yet read back. */
    private final Map<String, StoredDefinition> written = new HashMap<>();

    DefinitionCatalog(RuleQueries rules, Broadcast broadcast, Topics topics) {
        this.rules = rules;
        this.broadcast = broadcast;
        this.topics = topics;
    }

    /** Writes the definition as the next version of its id, unless it says the same as the one in force. */
    public synchronized SegmentDefinition save(SegmentDefinition wanted) {
        Optional<StoredDefinition> last = newest(wanted.id());
        if (last.isPresent()
                && last.get().standing() == Standing.IN_FORCE
                && saysTheSame(last.get().definition(), wanted)) {
            return last.get().definition();
        }
        SegmentDefinition next =
                wanted.withVersion(last.map(it -> it.definition().version()).orElse(0) + 1);
        broadcast.write(topics.segmentDefinitions(), next.id(), next);
        written.put(next.id(), StoredDefinition.inForce(next));
        return next;
    }

    /** One that is made again under the id goes on counting its versions. */
    public synchronized void delete(String id) {
        Optional<StoredDefinition> last = newest(id);
        broadcast.write(topics.segmentDefinitions(), id, null);
        last.ifPresent(it -> written.put(id, StoredDefinition.deleted(it.definition())));
    }

    private Optional<StoredDefinition> newest(String id) {
        Optional<StoredDefinition> known = rules.definitions().stream()
                .filter(definition -> definition.definition().id().equals(id))
                .max(Comparator.comparingInt(
                        definition -> definition.definition().version()));
        StoredDefinition here = written.get(id);
        int knownVersion = known.map(it -> it.definition().version()).orElse(0);
        if (here == null || here.definition().version() < knownVersion) {
            return known;
        }
        boolean wasTurnedDown = here.definition().version() == knownVersion
                && here.standing() == Standing.IN_FORCE
                && known.map(StoredDefinition::standing).orElse(Standing.IN_FORCE) != Standing.IN_FORCE;
        return wasTurnedDown ? known : Optional.of(here);
    }

    private static boolean saysTheSame(SegmentDefinition some, SegmentDefinition other) {
        return some.expression().equals(other.expression())
                && some.parameters().equals(other.parameters())
                && some.name().equals(other.name())
                && Objects.equals(some.purpose(), other.purpose());
    }
}
