package dev.millrace.trigger.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Messages that were requested, for revoking and counting. */
@ApplicationScoped
public class Messages implements PanacheRepositoryBase<MessageEntity, String> {

    private final AgroalDataSource dataSource;

    Messages(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds them all in one statement; part of the caller's transaction. */
    public void add(List<MessageEntity> messages) {
        if (messages.isEmpty()) {
            return;
        }
        String sql =
                "insert into message (id, enrolment, customer, addressed_to, campaign, campaign_version, step, template,"
                        + " cohort, class, requested_at, valid_until, tracks_opens)"
                        + " select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, messages)
                    .texts(message -> message.id)
                    .texts(message -> message.enrolment)
                    .texts(message -> message.customer)
                    .texts(message -> message.addressedTo)
                    .texts(message -> message.campaign)
                    .integers(message -> message.campaignVersion)
                    .texts(message -> message.step)
                    .texts(message -> message.template)
                    .dates(message -> message.cohort)
                    .texts(message -> message.messageClass)
                    .instants(message -> message.requestedAt)
                    .instants(message -> message.validUntil)
                    .booleans(message -> message.tracksOpens);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("adding messages", e);
        }
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
