package dev.millrace.trigger.store;

import dev.millrace.contract.MessageCommand.MessageRequested;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Messages that were requested, for revoking and counting. */
@ApplicationScoped
public class Messages implements PanacheRepositoryBase<MessageEntity, String> {

    public void add(MessageRequested request, String enrolment) {
        persist(new MessageEntity(request, enrolment));
    }

    /** Those that may not have been sent yet: still valid and not revoked. */
    public List<MessageEntity> revocable(Collection<String> customers, Instant now) {
        return list(
                "customer in ?1 and cancelledAt is null and validUntil > ?2 order by requestedAt, id", customers, now);
    }
}
