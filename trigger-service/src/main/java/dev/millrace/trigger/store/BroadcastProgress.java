package dev.millrace.trigger.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a campaign's newest broadcast has come. */
@ApplicationScoped
public class BroadcastProgress {

    /**
     * What people see of it.
     *
     * @param expected how many were in the segment when it began to be read
     * @param read how many of them have been read
     * @param started who gets it
     * @param refused how many do not, by the reason
     * @param waiting how many have not had their turn yet
     * @param lastTurn when the last of those who started has theirs
     * @param failure why the last try to read on was in vain
     */
    public record Of(
            String id,
            String segment,
            String state,
            boolean paused,
            Instant beginsAt,
            @Nullable Long expected,
            long read,
            long started,
            Map<String, Integer> refused,
            long waiting,
            @Nullable Instant firstReadAt,
            @Nullable Instant finishedAt,
            @Nullable Instant lastTurn,
            @Nullable String failure) {}

    private final Statements statements;

    BroadcastProgress(Statements statements) {
        this.statements = statements;
    }

    public Optional<Of> of(String campaign) {
        String sql = "select b.*, t.waiting, t.last_turn from broadcast b, lateral (select count(*) as waiting,"
                + " max(e.due_at) as last_turn from enrolment e where e.campaign = b.campaign and e.state = 'live'"
                + " and e.source = b.segment and e.position = 0 and not e.begun) t"
                + " where b.campaign = ? order by b.begins_at desc, b.id limit 1";
        return statements.first("reading how far a broadcast has come", BroadcastProgress::read, sql, campaign);
    }

    private static Of read(ResultSet row) throws SQLException {
        long expected = row.getLong("expected");
        Long known = row.wasNull() ? null : expected;
        return new Of(
                row.getString("id"),
                row.getString("segment"),
                row.getString("state"),
                row.getObject("paused_at") != null,
                Sql.instant(row, "begins_at"),
                known,
                row.getLong("members"),
                row.getLong("started"),
                Texts.counts(row.getString("refused")),
                row.getLong("waiting"),
                Sql.instantOrNull(row, "first_at"),
                Sql.instantOrNull(row, "finished_at"),
                Sql.instantOrNull(row, "last_turn"),
                row.getString("failure"));
    }
}
