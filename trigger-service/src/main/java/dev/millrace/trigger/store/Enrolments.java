package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.journey.Enrolment;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.jpa.HibernateHints;

/** Enrolments and the lazy index of those that are due: live ones by the instant at which to look at them. */
@ApplicationScoped
public class Enrolments implements PanacheRepositoryBase<EnrolmentEntity, String> {

    private final AgroalDataSource dataSource;

    Enrolments(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public EnrolmentEntity add(Enrolment.Live live) {
        EnrolmentEntity entity = new EnrolmentEntity(live);
        persist(entity);
        return entity;
    }

    /** The same, nobody's but the caller's until the lease ends: a row that is leased once it is there is written twice. */
    public EnrolmentEntity addLeased(Enrolment.Live live, Instant leaseEnds) {
        EnrolmentEntity entity = new EnrolmentEntity(live);
        entity.wakeAt = leaseEnds;
        persist(entity);
        return entity;
    }

    /**
     * The live enrolment per customer and campaign, or the last one if none is live, locked against claiming. Two may have
     * started at the same instant, so the instant alone does not tell which one is live.
     */
    @SuppressWarnings("unchecked")
    public List<EnrolmentEntity> lockLatest(Collection<String> customers) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from enrolment where id in (select distinct on (customer, campaign) id from enrolment"
                                + " where customer = any (:customers)"
                                + " order by customer, campaign, (state = 'live') desc, started_at desc, id)"
                                + " order by id for update",
                        EnrolmentEntity.class)
                .setParameter("customers", customers.toArray(String[]::new))
                .getResultList();
    }

    /**
     * Takes up to {@code most} that are due, those of a higher priority first and of one priority the longest overdue, and
     * puts them off until the lease ends: if whoever took them dies, they are due again then. Others skip rows that are
     * being taken, so instances don't wait for each other.
     */
    public List<EnrolmentEntity> claim(Instant now, Instant leaseEnds, int most) {
        List<EnrolmentEntity> claimed = new ArrayList<>();
        for (int priority : prioritiesDue(now)) {
            if (claimed.size() < most) {
                claimed.addAll(claim(priority, now, leaseEnds, most - claimed.size()));
            }
        }
        return claimed;
    }

    /**
     * The priorities of which anything is due, the highest first; found with one probe of the index for each. Asked for the
     * first in order, the planner takes the index whatever it believes of how many are due: everything else has to sort.
     */
    private List<Integer> prioritiesDue(Instant now) {
        String sql = "select p.priority from generate_series(?, 1, -1) as p (priority)"
                + " cross join lateral (select 1 from enrolment e where e.state = 'live'"
                + " and e.priority = p.priority and e.wake_at <= ? order by e.wake_at limit 1) as first order by p.priority desc";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, Campaign.HIGHEST_PRIORITY);
            query.setObject(2, Sql.timestamp(now));
            try (ResultSet rows = query.executeQuery()) {
                List<Integer> priorities = new ArrayList<>();
                while (rows.next()) {
                    priorities.add(rows.getInt(1));
                }
                return priorities;
            }
        } catch (SQLException e) {
            throw new StoreFailure("looking for what is due", e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<EnrolmentEntity> claim(int priority, Instant now, Instant leaseEnds, int most) {
        return getEntityManager()
                .createNativeQuery(
                        "with due as (select id from enrolment where state = 'live' and priority = :priority"
                                + " and wake_at <= :now order by wake_at limit :most for update skip locked)"
                                + " update enrolment e set wake_at = :leaseEnds, version = e.version + 1 from due"
                                + " where e.id = due.id returning e.*",
                        EnrolmentEntity.class)
                .setParameter("priority", (short) priority)
                .setParameter("now", now)
                .setParameter("leaseEnds", leaseEnds)
                .setParameter("most", most)
                .getResultList();
    }

    /** These enrolments as they stand now, locked. What becomes of them is to be {@linkplain #write written}. */
    @SuppressWarnings("unchecked")
    public List<EnrolmentEntity> lock(Collection<String> ids) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from enrolment where id = any (:ids) order by id for update", EnrolmentEntity.class)
                .setParameter("ids", ids.toArray(String[]::new))
                .setHint(HibernateHints.HINT_READ_ONLY, true)
                .getResultList();
    }

    /** Writes where locked ones stand now, all in one statement: row by row it takes twice as long. */
    public void write(List<EnrolmentEntity> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "update enrolment e set customer = u.customer, state = u.state, position = u.position,"
                + " begun = u.begun, heard = u.heard, due_at = u.due_at, wake_at = u.wake_at, asked = u.asked,"
                + " waits_for = u.waits_for, ended_at = u.ended_at, end_reason = u.end_reason, version = e.version + 1"
                + " from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (id, customer, state, position, begun, heard,"
                + " due_at, wake_at, asked, waits_for, ended_at, end_reason) where e.id = u.id";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(connection, update, rows)
                    .texts(row -> row.id)
                    .texts(row -> row.customer)
                    .texts(row -> row.state)
                    .integers(row -> row.position)
                    .booleans(row -> row.begun)
                    .texts(row -> row.heard)
                    .instants(row -> row.dueAt)
                    .instants(row -> row.wakeAt)
                    .integers(row -> row.asked)
                    .texts(row -> Sql.nameOrNull(row.waitsFor))
                    .instants(row -> row.endedAt)
                    .texts(row -> Sql.nameOrNull(row.endReason));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("writing what became of enrolments", e);
        }
    }

    /** All of a customer, live or ended, locked. */
    @SuppressWarnings("unchecked")
    public List<EnrolmentEntity> lockAll(String customer) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from enrolment where customer = :customer order by id for update",
                        EnrolmentEntity.class)
                .setParameter("customer", customer)
                .getResultList();
    }

    public boolean hasLive(String customer, String campaign) {
        return count("customer = ?1 and campaign = ?2 and state = 'live'", customer, campaign) > 0;
    }
}
