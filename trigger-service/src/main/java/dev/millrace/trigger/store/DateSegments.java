package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Anniversary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
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

    private final Statements statements;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal changed = new Signal();

    DateSegments(Statements statements, TransactionSynchronizationRegistry transaction) {
        this.statements = statements;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction that changed something has been committed. */
    public Signal changed() {
        return changed;
    }

    public void want(Anniversary anniversary, Instant now) {
        statements.update(
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
        statements.update(
                "noting the days that nobody waits for",
                "update date_segment set wanted = id = any (?), told = false, updated_at = ?",
                ids,
                now);
        transaction.registerInterposedSynchronization(changed.raisedAfterCommit());
    }

    /** Some that are to be told, locked until the caller's transaction ends. */
    public List<Row> lockUntold(int most) {
        return statements.list(
                "reading the days to be told",
                row -> new Row(row.getString(1), row.getString(2), row.getBoolean(3)),
                "select id, expression, wanted from date_segment where not told order by id limit ?"
                        + " for update skip locked",
                most);
    }

    /** It has been told; one that nobody needs is forgotten. */
    public void told(Row row) {
        statements.update(
                "noting that a day was told", "update date_segment set told = true where id = ? and wanted", row.id());
        statements.update("forgetting a day", "delete from date_segment where id = ? and not wanted", row.id());
    }
}
