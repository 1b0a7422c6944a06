package dev.millrace.ingest.intake;

import dev.millrace.contract.DataRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who asked what is known of them and has not been answered. Readers see one whole state; safe for threads. */
public final class DataRequestBook {

    private volatile Map<String, DataRequest> open = Map.of();
    private volatile boolean complete;

    /** All there are, by id. */
    public void store(Map<String, DataRequest> requests) {
        open = Map.copyOf(requests);
        complete = true;
    }

    /** Whether it was read already who asked. */
    public boolean complete() {
        return complete;
    }

    public boolean has(String id) {
        return open.containsKey(id);
    }

    public int size() {
        return open.size();
    }

    /** Oldest first. */
    public List<DataRequest> all() {
        return open.values().stream()
                .sorted(Comparator.comparing(DataRequest::requestedAt).thenComparing(DataRequest::id))
                .toList();
    }
}
