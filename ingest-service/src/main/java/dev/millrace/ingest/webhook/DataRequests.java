package dev.millrace.ingest.webhook;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.DataRequest;
import dev.millrace.contract.IdentityKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Under which ids somebody may be known who asks what is known of them. */
public final class DataRequests {

    private DataRequests() {}

    /** Empty when nobody is named. */
    public static Optional<DataRequest> of(
            Translation.DataRequested asked, String source, String delivery, Instant at, IdentityKey identity) {
        String email = asked.email();
        List<CustomerId> customers = identity.identifiers(
                asked.userId(), email != null && IdentityKey.looksLikeMail(email) ? email : null, asked.phone(), null);
        String id = source + "-" + (asked.requestId() == null ? delivery : asked.requestId());
        return customers.isEmpty() ? Optional.empty() : Optional.of(new DataRequest(id, source, customers, at));
    }
}
