package dev.millrace.trigger.store;

import dev.millrace.trigger.audience.Audience;
import dev.millrace.trigger.audience.AudienceReader;
import dev.millrace.trigger.audience.AudienceReader.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents of audiences, how far they have been filled, and how telling of their changes goes. */
@ApplicationScoped
public class Audiences {

    /**
     * @param filledAt null while the list is being filled for the first time
     * @param failures of telling, in a row
     */
    public record Kept(
            Audience audience,
            String document,
            Instant updatedAt,
            @Nullable String fillAfter,
            @Nullable Instant filledAt,
            int failures,
            @Nullable String failure,
            @Nullable Long tellingTo,
            long members,
            long untold) {}

    private static final String SELECT =
            "select a.*, (select count(*) from audience_member m where m.audience = a.id) as"
                    + " members, (select count(*) from (select 1 from audience_change c where c.audience = a.id limit 100000) u)"
                    + " as untold from audience a where not ended";

    private static final String UNCOUNTED = "select a.*, 0 as members, 0 as untold from audience a";

    private final Statements statements;

    Audiences(Statements statements) {
        this.statements = statements;
    }

    public List<Kept> all() {
        return query(SELECT + " order by id");
    }

    public Optional<Kept> find(String id) {
        return query(SELECT + " and id = ?", id).stream().findFirst();
    }

    /** Those that there are, without counting. */
    public List<Audience> inForce() {
        return query(UNCOUNTED + " where not ended order by id").stream()
                .map(Kept::audience)
                .toList();
    }

    /** The same, and none of them changes or ends before the caller's transaction does. */
    public List<Audience> lockInForce() {
        return query(UNCOUNTED + " where not ended order by id for share").stream()
                .map(Kept::audience)
                .toList();
    }

    /** Those of which not all members have been asked about yet. */
    public List<Kept> unfilled() {
        return query(UNCOUNTED + " where not ended and filled_at is null order by id");
    }

    /** Also one that has ended, if there is something left to tell; nobody else takes it before the lease ends. */
    public Optional<Kept> claimUntold(Instant now, Instant leaseEnds) {
        String sql =
                "with due as (select id from audience where push_at <= ? and exists (select 1 from audience_change c"
                        + " where c.audience = audience.id) order by push_at limit 1 for update skip locked) update audience a set push_at = ? from due"
                        + " where a.id = due.id returning a.*, 0 as members, 0 as untold";
        return query(sql, now, leaseEnds).stream().findFirst();
    }

    /** False if it is so already. Who is on the list under an older document is looked at anew, and it is filled anew. */
    public boolean put(String id, String document, Instant now) {
        String sql = "insert into audience (id, document, ended, updated_at, push_at) values (?, ?, false, ?, ?)"
                + " on conflict (id) do update set document = excluded.document, ended = false,"
                + " updated_at = excluded.updated_at, fill_after = null, filled_at = null, failures = 0,"
                + " push_at = excluded.push_at, failure = null"
                + " where audience.document <> excluded.document or audience.ended";
        return execute(sql, id, document, now, now) > 0;
    }

    /** False if there is none. */
    public boolean end(String id, Instant now) {
        return execute("update audience set ended = true, updated_at = ? where id = ? and not ended", now, id) > 0;
    }

    /** Goes on filling from there, if nobody else has meanwhile. */
    public boolean filled(Kept before, @Nullable String next, Instant now) {
        String sql =
                "update audience set fill_after = ?, filled_at = ? where id = ? and not ended and filled_at is null"
                        + " and fill_after is not distinct from ? and updated_at = ?";
        Instant filledAt = next == null ? now : null;
        return execute(sql, next, filledAt, before.audience().id(), before.fillAfter(), before.updatedAt()) > 0;
    }

    /** The batch up to this number is being told, and is told as it is until it was taken. */
    public void telling(String id, long to) {
        execute("update audience set telling_to = ? where id = ?", to, id);
    }

    public void told(String id, Instant again) {
        execute(
                "update audience set failures = 0, failure = null, telling_to = null, push_at = ? where id = ?",
                again,
                id);
    }

    public void failed(String id, String failure, Instant again) {
        execute(
                "update audience set failures = failures + 1, failure = ?, push_at = ? where id = ?",
                failure,
                again,
                id);
    }

    private int execute(String sql, @Nullable Object... values) {
        return statements.update("keeping an audience", sql, values);
    }

    private List<Kept> query(String sql, Object... values) {
        return statements.list("reading audiences", Audiences::kept, sql, values);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String document = row.getString("document");
        if (AudienceReader.read(id, document) instanceof Reading.Accepted accepted) {
            return new Kept(
                    accepted.audience(),
                    document,
                    Sql.instant(row, "updated_at"),
                    row.getString("fill_after"),
                    row.getObject("filled_at") == null ? null : Sql.instant(row, "filled_at"),
                    row.getInt("failures"),
                    row.getString("failure"),
                    row.getObject("telling_to", Long.class),
                    row.getLong("members"),
                    row.getLong("untold"));
        }
        throw new IllegalStateException("the stored document of audience " + id + " can't be read any more");
    }
}
