package dev.millrace.contract;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A person asked, through their shop, to be told what is known of them; on {@code customers.data-requests} until somebody has
 * answered. No address stands here.
 *
 * @param id of the request, the same however often it is told
 * @param source which shop told it
 * @param customers the ids under which they may be known, strongest first
 * @param requestedAt when it came; the law counts from then
 */
public record DataRequest(String id, String source, List<CustomerId> customers, Instant requestedAt) {

    public DataRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(requestedAt, "requestedAt");
        customers = List.copyOf(customers);
    }
}
