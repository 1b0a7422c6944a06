package dev.millrace.trigger.store;

import dev.millrace.contract.EventWatch;
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

/**
 * The events that campaigns listen for. Noted in the transaction that keeps the campaign, and told to segment-service after
 * it: a row is untold until that has happened as the row stands now.
 */
@ApplicationScoped
public class Watches {

    /** @param wanted whether anybody still listens */
    public record Row(EventWatch watch, boolean wanted) {}

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal changed = new Signal();

    Watches(AgroalDataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction that changed something has been committed. */
    public Signal changed() {
        return changed;
    }

    /** From now on there is somebody who listens for these. */
    public void want(Collection<EventWatch> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        String sql = "insert into event_watch (id, event, filter, properties, wanted, told, updated_at)"
                + " values (?, ?, ?, ?, true, false, ?)"
                + " on conflict (id) do update set wanted = true, told = event_watch.told and event_watch.wanted,"
                + " updated_at = excluded.updated_at";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (EventWatch event : events) {
                insert.setString(1, event.id());
                insert.setString(2, event.event());
                insert.setString(3, event.filter());
                insert.setString(4, Texts.write(event.properties()));
                insert.setObject(5, Sql.timestamp(now));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("noting the events that a campaign listens for", e);
        }
        transaction.registerInterposedSynchronization(changed.raisedAfterCommit());
    }

    /** Nobody listens for any but these. Returns how many that concerned. */
    public int retain(Collection<String> ids, Instant now) {
        String sql = "update event_watch set wanted = false, told = false, updated_at = ?"
                + " where wanted and not (id = any (?))";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, Sql.timestamp(now));
            Sql.bindTexts(connection, update, 2, ids);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting the events that nobody listens for", e);
        }
    }

    /** Some that are to be told, locked until the caller's transaction ends. */
    public List<Row> lockUntold(int most) {
        String sql = "select id, event, filter, properties, wanted, updated_at from event_watch where not told"
                + " order by id limit ? for update skip locked";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, most);
            try (ResultSet rows = query.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    EventWatch watch = new EventWatch(
                            rows.getString("id"),
                            rows.getString("event"),
                            rows.getString("filter"),
                            Texts.texts(rows.getString("properties")),
                            Sql.instant(rows, "updated_at"));
                    found.add(new Row(watch, rows.getBoolean("wanted")));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading the events to be told", e);
        }
    }

    /** These have been told; those that nobody wants are forgotten. */
    public void told(Collection<String> ids) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from event_watch where id = any (?) and not wanted");
                PreparedStatement update =
                        connection.prepareStatement("update event_watch set told = true where id = any (?)")) {
            Sql.bindTexts(connection, delete, 1, ids);
            delete.executeUpdate();
            Sql.bindTexts(connection, update, 1, ids);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting which events were told", e);
        }
    }
}
