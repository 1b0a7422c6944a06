package dev.millrace.trigger.store;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.journey.Enrolment;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Messages that were requested, for revoking and counting. */
@ApplicationScoped
public class Messages implements PanacheRepositoryBase<MessageEntity, String> {

    public void add(MessageRequested request, Enrolment.Origin origin) {
        persist(new MessageEntity(request, origin));
    }

    /** Those that may not have been sent yet: still valid and not revoked. */
    @SuppressWarnings("unchecked")
    public List<MessageEntity> revocable(Collection<String> customers, Instant now) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from message where customer = any (:customers) and cancelled_at is null"
                                + " and valid_until > :now order by requested_at, id",
                        MessageEntity.class)
                .setParameter("customers", customers.toArray(String[]::new))
                .setParameter("now", now)
                .getResultList();
    }
}
