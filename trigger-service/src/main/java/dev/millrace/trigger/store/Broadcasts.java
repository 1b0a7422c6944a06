package dev.millrace.trigger.store;

import dev.millrace.trigger.campaign.Beginning;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts and how far their segments have been read. Whoever reads a page owns the run for the length of a lease; each
 * taking counts the version up, so that a reader who was slower than that finds its work in vain.
 */
@ApplicationScoped
public class Broadcasts {

    /** What somebody works on. */
    public record Run(
            String id,
            String campaign,
            String segment,
            State state,
            Instant beginsAt,
            @Nullable String cursor,
            long version) {}

    public enum State {
        PLANNED,
        READING,
        DONE,
        CANCELLED,
        MISSED;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a page gave. */
    public record Progress(@Nullable String cursor, int members, int started, Map<String, Integer> refused) {}

    private final Statements statements;

    Broadcasts(Statements statements) {
        this.statements = statements;
    }

    /**
     * Plans the run, unless it is there already. Of a campaign, only the runs of its newest document are read any further.
     *
     * @param broadcast null if it has none any more
     */
    public void plan(String campaign, Beginning.@Nullable Broadcast broadcast) {
        String id = broadcast == null ? "" : broadcast.run(campaign);
        statements.update(
                "forgetting a broadcast that is planned no longer",
                "delete from broadcast where campaign = ? and id <> ? and state = 'planned'",
                campaign,
                id);
        statements.update(
                "ending a broadcast that is planned otherwise",
                "update broadcast set state = 'cancelled', version = version + 1"
                        + " where campaign = ? and id <> ? and state = 'reading'",
                campaign,
                id);
        if (broadcast != null) {
            statements.update(
                    "planning a broadcast",
                    "insert into broadcast (id, campaign, segment, begins_at, state, members, started, refused, wake_at, version)"
                            + " values (?, ?, ?, ?, 'planned', 0, 0, '{}', ?, 0) on conflict (id) do nothing",
                    id,
                    campaign,
                    broadcast.segment(),
                    broadcast.begins(),
                    broadcast.begins());
        }
    }

    /** Takes one that is due and whose campaign goes on; others pass it over until the lease ends. */
    public Optional<Run> claim(Instant now, Instant leaseEnds) {
        String sql = "with due as (select b.id from broadcast b join campaign c on c.id = b.campaign"
                + " where b.state in ('planned', 'reading') and b.wake_at <= ? and c.state = 'active'"
                + " order by b.wake_at limit 1 for update of b skip locked)"
                + " update broadcast b set wake_at = ?, version = b.version + 1, first_at = coalesce(b.first_at, ?)"
                + " from due where b.id = due.id returning b.*";
        return one("taking a broadcast", sql, now, leaseEnds, now);
    }

    /** The run as it is now, which nobody else changes before the caller's transaction ends. */
    public Optional<Run> lock(String id) {
        return one("locking a broadcast", "select * from broadcast where id = ? for update", id);
    }

    /** The newest one of a campaign. */
    public Optional<Run> latest(String campaign) {
        return one(
                "finding a broadcast",
                "select * from broadcast where campaign = ? order by begins_at desc, id limit 1",
                campaign);
    }

    /** Notes what a page gave, and whether it was the last. */
    public void advance(Run run, Progress progress, Instant now) {
        Map<String, Integer> refused = new HashMap<>(refused(run.id()));
        progress.refused().forEach((why, count) -> refused.merge(why, count, Integer::sum));
        boolean isLast = progress.cursor() == null;
        statements.update(
                "noting how far a broadcast was read",
                "update broadcast set state = ?, cursor = ?, members = members + ?, started = started + ?, refused = ?,"
                        + " failure = null, wake_at = ?, finished_at = ?, version = version + 1 where id = ?",
                isLast ? State.DONE.text() : State.READING.text(),
                progress.cursor(),
                (long) progress.members(),
                (long) progress.started(),
                Texts.write(refused),
                now,
                isLast ? now : null,
                run.id());
    }

    public void expect(String id, long members) {
        statements.update(
                "noting how many a broadcast reaches", "update broadcast set expected = ? where id = ?", members, id);
    }

    /** To be tried again then. */
    public void putOff(Run run, String failure, Instant until) {
        statements.update(
                "putting a broadcast off",
                "update broadcast set failure = ?, wake_at = ? where id = ? and version = ?",
                failure,
                until,
                run.id(),
                run.version());
    }

    public void end(String id, State state, Instant now) {
        statements.update(
                "ending a broadcast",
                "update broadcast set state = ?, finished_at = ?, version = version + 1 where id = ?",
                state.text(),
                now,
                id);
    }

    /** Nobody else starts; false if there is nothing to cancel. */
    public boolean cancel(String id, Instant now) {
        return statements.update(
                        "cancelling a broadcast",
                        "update broadcast set state = 'cancelled', finished_at = ?, version = version + 1"
                                + " where id = ? and state in ('planned', 'reading', 'done')",
                        now,
                        id)
                > 0;
    }

    public void pause(String campaign, Instant now) {
        statements.update(
                "pausing a broadcast",
                "update broadcast set paused_at = ? where campaign = ? and paused_at is null",
                now,
                campaign);
    }

    /** Whose turn came during the pause, or would come after it, has it as much later as the pause took from them. */
    public void resume(String campaign, Instant now) {
        statements.update(
                "moving the turns of a broadcast",
                "update enrolment e set due_at = e.due_at + (? - greatest(b.paused_at, w.base)),"
                        + " wake_at = case when e.waits_for = 'CAMPAIGN_PAUSED' then e.wake_at"
                        + " else e.due_at + (? - greatest(b.paused_at, w.base)) end, version = e.version + 1"
                        + " from broadcast b join broadcast_wave w on w.broadcast = b.id"
                        + " where b.campaign = ? and b.paused_at is not null and w.at <= ? and e.campaign = b.campaign"
                        + " and e.source = b.segment and e.triggered_at = w.at and e.state = 'live' and e.position = 0"
                        + " and not e.begun and e.due_at > b.paused_at",
                now,
                now,
                campaign,
                now);
        statements.update(
                "moving the waves of a broadcast",
                "update broadcast_wave w set base = w.base + (? - greatest(b.paused_at, w.base)) from broadcast b"
                        + " where w.broadcast = b.id and b.campaign = ? and b.paused_at is not null and w.at <= ?",
                now,
                campaign,
                now);
        statements.update("resuming a broadcast", "update broadcast set paused_at = null where campaign = ?", campaign);
    }

    private Map<String, Integer> refused(String id) {
        return statements
                .first(
                        "reading whom a broadcast refused",
                        row -> Texts.counts(row.getString(1)),
                        "select refused from broadcast where id = ?",
                        id)
                .orElse(Map.of());
    }

    private Optional<Run> one(String doing, String sql, Object... values) {
        return statements.first(doing, Broadcasts::run, sql, values);
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("id"),
                row.getString("campaign"),
                row.getString("segment"),
                State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                Sql.instant(row, "begins_at"),
                row.getString("cursor"),
                row.getLong("version"));
    }
}
