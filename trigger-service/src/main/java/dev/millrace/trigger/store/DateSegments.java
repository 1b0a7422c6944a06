package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Anniversary;
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
 * The segments by which segment-service tells that somebody's day draws near. Noted in the transaction that keeps the
 * campaign, and put to segment-service after it: a row is untold until that has happened as the row stands now.
 */
@ApplicationScoped
public class DateSegments {

    /** @param wanted whether any campaign needs it */
    public record Row(String id, String expression, boolean wanted) {}

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal changed = new Signal();

    DateSegments(AgroalDataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction that changed something has been committed. */
    public Signal changed() {
        return changed;
    }

    public void want(Anniversary anniversary, Instant now) {
        execute(
                "noting a day that a campaign waits for",
                "insert into date_segment (id, expression, wanted, told, updated_at) values (?, ?, true, false, ?)"
                        + " on conflict (id) do update set wanted = true,"
                        + " told = date_segment.told and date_segment.wanted, updated_at = excluded.updated_at",
                anniversary.segment(),
                anniversary.expression(),
                now);
        transaction.registerInterposedSynchronization(changed.raisedAfterCommit());
    }

    /** No campaign needs any but these; and those that are needed are told again, in case somebody took them away. */
    public void retain(Collection<String> ids, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update date_segment set wanted = id = any (?), told = false, updated_at = ?")) {
            Sql.bindTexts(connection, update, 1, ids);
            update.setObject(2, Sql.timestamp(now));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting the days that nobody waits for", e);
        }
        transaction.registerInterposedSynchronization(changed.raisedAfterCommit());
    }

    /** Some that are to be told, locked until the caller's transaction ends. */
    public List<Row> lockUntold(int most) {
        String sql = "select id, expression, wanted from date_segment where not told order by id limit ?"
                + " for update skip locked";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = Sql.prepare(connection, sql, most);
                ResultSet rows = query.executeQuery()) {
            List<Row> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Row(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
            return found;
        } catch (SQLException e) {
            throw new StoreFailure("reading the days to be told", e);
        }
    }

    /** It has been told; one that nobody needs is forgotten. */
    public void told(Row row) {
        execute("noting that a day was told", "update date_segment set told = true where id = ? and wanted", row.id());
        execute("forgetting a day", "delete from date_segment where id = ? and not wanted", row.id());
    }

    private void execute(String what, String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = Sql.prepare(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(what, e);
        }
    }
}
