package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentDefinition;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives definitions their versions and writes them into the log; what is in force is what the log says. */
@Singleton
public class DefinitionCatalog {

    private final CustomerQueries queries;
    private final DefinitionLog log;
    /** Written here and perhaps not yet read back. */
    private final Map<String, Written> written = new HashMap<>();

    private record Written(SegmentDefinition definition, boolean deleted) {}

    DefinitionCatalog(CustomerQueries queries, DefinitionLog log) {
        this.queries = queries;
        this.log = log;
    }

    /** Writes the definition as the next version of its id, unless it says the same as the last one. */
    public synchronized SegmentDefinition save(SegmentDefinition wanted) {
        Optional<Written> last = newest(wanted.id());
        if (last.isPresent() && !last.get().deleted() && saysTheSame(last.get().definition(), wanted)) {
            return last.get().definition();
        }
        SegmentDefinition next = new SegmentDefinition(
                wanted.id(),
                last.map(it -> it.definition().version()).orElse(0) + 1,
                wanted.name(),
                wanted.expression(),
                wanted.parameters(),
                wanted.purpose(),
                wanted.updatedAt());
        log.write(next.id(), next);
        written.put(next.id(), new Written(next, false));
        return next;
    }

    /** A definition that is made again under the id goes on counting its versions, as long as this process lives. */
    public synchronized void delete(String id) {
        Optional<Written> last = newest(id);
        log.write(id, null);
        last.ifPresent(it -> written.put(id, new Written(it.definition(), true)));
    }

    private Optional<Written> newest(String id) {
        Optional<SegmentDefinition> inForce = queries.rules().definitions().stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst();
        Written here = written.get(id);
        boolean isNewer = here != null
                && inForce.map(SegmentDefinition::version).orElse(0)
                        <= here.definition().version();
        return isNewer ? Optional.ofNullable(here) : inForce.map(it -> new Written(it, false));
    }

    private static boolean saysTheSame(SegmentDefinition some, SegmentDefinition other) {
        return some.expression().equals(other.expression())
                && some.parameters().equals(other.parameters())
                && some.name().equals(other.name())
                && java.util.Objects.equals(some.purpose(), other.purpose());
    }
}
