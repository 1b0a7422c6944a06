package dev.millrace.trigger.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Of whom it is to be found out anew on which lists they belong. */
@ApplicationScoped
public class AudienceDue {

    /** @param knownTo the answer has to know of all until then */
    public record Due(String customer, Instant knownTo, long round) {}

    private static final String NOTING = "noting whose lists to look at";

    private final Statements statements;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal raised = new Signal();

    AudienceDue(Statements statements, TransactionSynchronizationRegistry transaction) {
        this.statements = statements;
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
        statements.update(NOTING, sql, knownTo, now, customers);
        transaction.registerInterposedSynchronization(raised.raisedAfterCommit());
    }

    /** Those who are on a list and were not looked at since. */
    public void addUnchecked(Instant since, Instant now, int most) {
        String sql = "insert into audience_due (customer, known_to, round, wake_at) select distinct customer,"
                + " ?::timestamptz, 1, ?::timestamptz from (select customer from audience_member where checked_at < ?"
                + " order by checked_at limit ?) as oldest order by customer on conflict do nothing";
        statements.update("noting whose lists were not looked at for long", sql, since, now, since, most);
    }

    /** All who are on this list. */
    public void addMembers(String audience, Instant knownTo, Instant now) {
        String sql = "insert into audience_due (customer, known_to, round, wake_at) select customer, ?::timestamptz, 1,"
                + " ?::timestamptz from audience_member where audience = ? order by customer"
                + " on conflict (customer) do update set round = audience_due.round + 1";
        statements.update(NOTING, sql, knownTo, now, audience);
        transaction.registerInterposedSynchronization(raised.raisedAfterCommit());
    }

    /** Some who are to be looked at now; nobody else takes them before the lease ends. */
    public List<Due> claim(Instant now, Instant leaseEnds, int most) {
        String sql = "with due as (select customer from audience_due where wake_at <= ? order by wake_at limit ?"
                + " for update skip locked) update audience_due d set wake_at = ? from due where d.customer = due.customer"
                + " returning d.customer, d.known_to, d.round";
        return statements.list(
                "claiming whose lists to look at",
                row -> new Due(row.getString("customer"), Sql.instant(row, "known_to"), row.getLong("round")),
                sql,
                now,
                most,
                leaseEnds);
    }

    /** Whether it was done with; false if there is something newer to look at, or somebody else has done it. */
    public boolean done(Due due) {
        return statements.update(
                        "noting whose lists were looked at",
                        "delete from audience_due where customer = ? and round = ?",
                        due.customer(),
                        due.round())
                > 0;
    }

    public void again(Collection<String> customers, Instant at) {
        statements.update(
                "putting off whose lists to look at",
                "update audience_due set wake_at = ? where customer = any (?)",
                at,
                customers);
    }
}
