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
    private final Map<String, SegmentDefinition> written = new HashMap<>();

    DefinitionCatalog(CustomerQueries queries, DefinitionLog log) {
        this.queries = queries;
        this.log = log;
    }

    /** Writes the definition as the next version of its id, unless it says the same as the last one. */
    public synchronized SegmentDefinition save(SegmentDefinition wanted) {
        Optional<SegmentDefinition> last = newest(wanted.id());
        if (last.isPresent() && saysTheSame(last.get(), wanted)) {
            return last.get();
        }
        SegmentDefinition next = new SegmentDefinition(
                wanted.id(),
                last.map(SegmentDefinition::version).orElse(0) + 1,
                wanted.name(),
                wanted.expression(),
                wanted.parameters(),
                wanted.purpose(),
                wanted.updatedAt());
        log.write(next.id(), next);
        written.put(next.id(), next);
        return next;
    }

    public synchronized void delete(String id) {
        log.write(id, null);
        written.remove(id);
    }

    private Optional<SegmentDefinition> newest(String id) {
        Optional<SegmentDefinition> inForce = queries.rules().definitions().stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst();
        SegmentDefinition here = written.get(id);
        boolean isNewer =
                here != null && inForce.map(SegmentDefinition::version).orElse(0) < here.version();
        return isNewer ? Optional.ofNullable(here) : inForce;
    }

    private static boolean saysTheSame(SegmentDefinition some, SegmentDefinition other) {
        return some.expression().equals(other.expression())
                && some.parameters().equals(other.parameters())
                && some.name().equals(other.name())
                && java.util.Objects.equals(some.purpose(), other.purpose());
    }
}
