package dev.millrace.trigger.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Of whom it is to be found out anew on which lists they belong. */
@ApplicationScoped
public class AudienceDue {

    /** @param knownTo the answer has to know of all until then */
    public record Due(String customer, Instant knownTo, long round) {}

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal raised = new Signal();

    AudienceDue(AgroalDataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction has been committed after which somebody is to be looked at. */
    public Signal raised() {
        return raised;
    }

    public void add(Collection<String> customers, Instant knownTo, Instant now) {
        if (customers.isEmpty()) {
            return;
        }
        String sql = "insert into audience_due (customer, known_to, round, wake_at) select distinct on (c.id) c.id,"
                + " ?::timestamptz, 1, ?::timestamptz from unnest(?) as c (id) order by c.id"
                + " on conflict (customer) do update set known_to = greatest(audience_due.known_to, excluded.known_to),"
                + " round = audience_due.round + 1, wake_at = least(audience_due.wake_at, excluded.wake_at)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Sql.timestamp(knownTo));
            insert.setObject(2, Sql.timestamp(now));
            Sql.bindTexts(connection, insert, 3, customers);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting whose lists to look at", e);
        }
        transaction.registerInterposedSynchronization(raised.raisedAfterCommit());
    }

    /** Those who are on a list and were not looked at since. */
    public void addUnchecked(Instant since, Instant now, int most) {
        String sql = "insert into audience_due (customer, known_to, round, wake_at) select distinct customer,"
                + " ?::timestamptz, 1, ?::timestamptz from (select customer from audience_member where checked_at < ?"
                + " order by checked_at limit ?) as oldest order by customer on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Sql.timestamp(since));
            insert.setObject(2, Sql.timestamp(now));
            insert.setObject(3, Sql.timestamp(since));
            insert.setInt(4, most);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting whose lists were not looked at for long", e);
        }
    }

    /** All who are on this list. */
    public void addMembers(String audience, Instant knownTo, Instant now) {
        String sql = "insert into audience_due (customer, known_to, round, wake_at) select customer, ?::timestamptz, 1,"
                + " ?::timestamptz from audience_member where audience = ? order by customer"
                + " on conflict (customer) do update set round = audience_due.round + 1";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, Sql.timestamp(knownTo));
            insert.setObject(2, Sql.timestamp(now));
            insert.setString(3, audience);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting whose lists to look at", e);
        }
        transaction.registerInterposedSynchronization(raised.raisedAfterCommit());
    }

    /** Some who are to be looked at now; nobody else takes them before the lease ends. */
    public List<Due> claim(Instant now, Instant leaseEnds, int most) {
        String sql = "with due as (select customer from audience_due where wake_at <= ? order by wake_at limit ?"
                + " for update skip locked) update audience_due d set wake_at = ? from due where d.customer = due.customer"
                + " returning d.customer, d.known_to, d.round";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement(sql)) {
            claim.setObject(1, Sql.timestamp(now));
            claim.setInt(2, most);
            claim.setObject(3, Sql.timestamp(leaseEnds));
            try (ResultSet rows = claim.executeQuery()) {
                List<Due> claimed = new ArrayList<>();
                while (rows.next()) {
                    claimed.add(
                            new Due(rows.getString("customer"), Sql.instant(rows, "known_to"), rows.getLong("round")));
                }
                return claimed;
            }
        } catch (SQLException e) {
            throw new StoreFailure("claiming whose lists to look at", e);
        }
    }

    /** Whether it was done with; false if there is something newer to look at, or somebody else has done it. */
    public boolean done(Due due) {
        String sql = "delete from audience_due where customer = ? and round = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, due.customer());
            delete.setLong(2, due.round());
            return delete.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new StoreFailure("noting whose lists were looked at", e);
        }
    }

    public void again(Collection<String> customers, Instant at) {
        String sql = "update audience_due set wake_at = ? where customer = any (?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, Sql.timestamp(at));
            Sql.bindTexts(connection, update, 2, customers);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("putting off whose lists to look at", e);
        }
    }
}
