package dev.millrace.trigger.store;

import dev.millrace.trigger.audience.Audience;
import dev.millrace.trigger.audience.Entry;
import dev.millrace.trigger.audience.PushBody.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on which list. Whoever changes what stands here of a customer holds the customer's lock. A hash leaves a list only with
 * the last customer who has it.
 */
@ApplicationScoped
public class AudienceMembers {

    public record Member(String customer, @Nullable String email, @Nullable String phone) {}

    private final Statements statements;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal changed = new Signal();

    AudienceMembers(Statements statements, TransactionSynchronizationRegistry transaction) {
        this.statements = statements;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction has been committed after which there is something to tell. */
    public Signal changed() {
        return changed;
    }

    /** The customer stands so on the list from now on; null is not at all. */
    public void put(Audience audience, String customer, @Nullable Entry entry, Instant now) {
        put(audience.id(), audience.push() != null, customer, entry, now);
    }

    private void put(String audience, boolean told, String customer, @Nullable Entry entry, Instant now) {
        Member before = find(audience, customer);
        if (before == null && entry == null) {
            return;
        }
        if (entry == null) {
            execute("delete from audience_member where audience = ? and customer = ?", audience, customer);
        } else {
            upsert(audience, customer, entry, now);
        }
        if (!told) {
            return;
        }
        change(audience, "email", before == null ? null : before.email(), entry == null ? null : entry.email());
        transaction.registerInterposedSynchronization(changed.raisedAfterCommit());
        change(audience, "phone", before == null ? null : before.phone(), entry == null ? null : entry.phone());
    }

    private void upsert(String audience, String customer, Entry entry, Instant now) {
        String sql = "insert into audience_member (audience, customer, email, phone, since, checked_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (audience, customer) do update set email = excluded.email,"
                + " phone = excluded.phone, checked_at = excluded.checked_at";
        statements.update(
                "putting somebody on a list", sql, audience, customer, entry.email(), entry.phone(), now, now);
    }

    /** @param kind is also the name of its column */
    private void change(String audience, String kind, @Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after)) {
            return;
        }
        // what happens to one hash is told in the order in which it happens, whosever it is
        for (String hash :
                new TreeSet<>(Stream.of(before, after).filter(Objects::nonNull).toList())) {
            lock(audience + kind + hash);
        }
        if (before != null) {
            execute(
                    "insert into audience_change (audience, added, kind, hash) select ?, false, '" + kind + "', ?"
                            + " where not exists (select 1 from audience_member where audience = ? and " + kind
                            + " = ?)",
                    audience,
                    before,
                    audience,
                    before);
        }
        if (after != null) {
            execute(
                    "insert into audience_change (audience, added, kind, hash) values (?, true, '" + kind + "', ?)",
                    audience,
                    after);
        }
    }

    private void lock(String hash) {
        statements.list("locking a hash", row -> hash, "select pg_advisory_xact_lock(hashtextextended(?, 0))", hash);
    }

    private @Nullable Member find(String audience, String customer) {
        return statements
                .first(
                        "looking for somebody on a list",
                        AudienceMembers::member,
                        "select customer, email, phone from audience_member where audience = ? and customer = ?",
                        audience,
                        customer)
                .orElse(null);
    }

    /** In the order of their ids, those behind one. */
    public List<Member> page(String audience, String after, int most) {
        String sql = "select customer, email, phone from audience_member where audience = ? and customer > ?"
                + " order by customer limit ?";
        return statements.list("reading a list", AudienceMembers::member, sql, audience, after, most);
    }

    /** Of which lists the customer is on any. */
    public List<String> listsOf(String customer) {
        return statements.list(
                "looking for somebody's lists",
                row -> row.getString(1),
                "select audience from audience_member where customer = ?",
                customer);
    }

    /** Whoever is told has to hear of everybody on the list. */
    public void tellAll(String audience) {
        tell(audience, true);
    }

    /** Nobody is on the list any more. */
    public void clear(String audience) {
        tell(audience, false);
        execute("delete from audience_member where audience = ?", audience);
    }

    private void tell(String audience, boolean added) {
        for (String kind : List.of("email", "phone")) {
            execute(
                    "insert into audience_change (audience, added, kind, hash) select distinct audience, " + added
                            + ", '"
                            + kind + "', " + kind + " from audience_member where audience = ? and " + kind
                            + " is not null",
                    audience);
        }
    }

    /** Takes the customer off all lists at once. */
    public void erase(String customer, Instant now) {
        listsOf(customer).forEach(audience -> put(audience, true, customer, null, now));
        execute("delete from audience_due where customer = ?", customer);
    }

    /** @param upTo the last of the batch that was begun; null begins one */
    public List<Change> untold(String audience, @Nullable Long upTo, int most) {
        String sql =
                "select seq, added, kind, hash from audience_change where audience = ? and seq <= ? order by seq limit ?";
        return statements.list(
                "reading what is to be told of a list",
                row -> new Change(
                        row.getLong("seq"), row.getBoolean("added"), row.getString("kind"), row.getString("hash")),
                sql,
                audience,
                upTo == null ? Long.MAX_VALUE : upTo,
                most);
    }

    /** These have been told. */
    public void forget(Collection<Change> changes) {
        statements.batch(
                "forgetting what has been told of a list",
                "delete from audience_change where seq = ?",
                changes,
                change -> Statements.row(change.seq()));
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(row.getString("customer"), row.getString("email"), row.getString("phone"));
    }

    private void execute(String sql, String... texts) {
        statements.update("changing a list", sql, (Object[]) texts);
    }
}
