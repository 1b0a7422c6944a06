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
import java.util.List;

/**
 * Commands that are decided and on their way to Kafka. Written in the transaction that decides, deleted once Kafka has
 * them. For one key, the numbers grow in the order in which the writers held the customer's lock.
 */
@ApplicationScoped
public class Outbox {

    /** One command, ready to be written to its topic. */
    public record Parcel(String topic, String key, byte[] value) {}

    /** A stored parcel with its number. */
    public record Stored(long seq, Parcel parcel) {}

    /** The same number in every instance: who holds this advisory lock relays. */
    private static final long RELAY_LOCK = 0x6d696c6c72616365L;

    private static final int DEEPEST_COUNTED = 1_000_000;

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal filled = new Signal();

    Outbox(AgroalDataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction that added something has been committed. */
    public Signal filled() {
        return filled;
    }

    public void add(List<Parcel> parcels, Instant now) {
        if (parcels.isEmpty()) {
            return;
        }
        String sql = "insert into outbox (topic, key, value, created_at) select topic, key, value, created_at"
                + " from unnest(?, ?, ?, ?) with ordinality as p (topic, key, value, created_at, place) order by place";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(connection, insert, parcels)
                    .texts(Parcel::topic)
                    .texts(Parcel::key)
                    .bytes(Parcel::value)
                    .instants(parcel -> now);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("writing to the outbox", e);
        }
        transaction.registerInterposedSynchronization(filled.raisedAfterCommit());
    }

    /** Whether this transaction may relay: at most one at a time can, until it ends. */
    public boolean tryLock() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, RELAY_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new StoreFailure("taking the relay's lock", e);
        }
    }

    public List<Stored> oldest(int most) {
        String sql = "select seq, topic, key, value from outbox order by seq limit ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, most);
            try (ResultSet rows = query.executeQuery()) {
                List<Stored> stored = new ArrayList<>();
                while (rows.next()) {
                    Parcel parcel = new Parcel(rows.getString("topic"), rows.getString("key"), rows.getBytes("value"));
                    stored.add(new Stored(rows.getLong("seq"), parcel));
                }
                return stored;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading the outbox", e);
        }
    }

    public void delete(List<Long> seqs) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("deleting from the outbox", e);
        }
    }

    /** How many wait, counted up to a million. */
    public long depth() {
        String sql = "select count(*) from (select 1 from outbox limit " + DEEPEST_COUNTED + ") as counted";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new StoreFailure("counting the outbox", e);
        }
    }
}
