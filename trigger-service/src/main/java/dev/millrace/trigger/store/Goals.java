package dev.millrace.trigger.store;

import dev.millrace.trigger.report.GoalEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a goal, as it was told, and whose goals are to be looked at again. Whoever adds or moves holds the customers'
 * locks, and so does whoever looks: nothing that is told meanwhile is overlooked.
 */
@ApplicationScoped
public class Goals {

    /** @param event tells it from others of the same customer and watch */
    public record Told(
            String customer,
            String watch,
            String event,
            String key,
            Instant at,
            @Nullable BigDecimal amount,
            @Nullable String currency) {}

    /** An amount of which nobody has said yet what it is worth. */
    public record Unpriced(String customer, String watch, String event, BigDecimal amount, @Nullable String currency) {}

    private final Statements statements;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal due = new Signal();

    Goals(Statements statements, TransactionSynchronizationRegistry transaction) {
        this.statements = statements;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction has been committed after which some customers' goals are to be looked at. */
    public Signal due() {
        return due;
    }

    /** What was told before is left as it is. */
    public void add(List<Told> told) {
        statements.batch(
                "keeping goals",
                "insert into goal_event (customer, watch, event, key, at, amount, currency)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                told,
                one -> Statements.row(
                        one.customer(), one.watch(), one.event(), one.key(), one.at(), one.amount(), one.currency()));
    }

    /** The goals of these customers, if they have any, are to be looked at again. */
    public void lookAgain(Collection<String> customers) {
        mark(
                "insert into goal_due select distinct customer from goal_event where customer = any (?)"
                        + " order by customer on conflict do nothing",
                customers);
    }

    /** The goals of those whose amounts could not be converted. */
    public void lookAgainAtUnpriced() {
        mark("insert into goal_due select distinct customer from goal_event where amount is not null and worth is null"
                + " order by customer on conflict do nothing");
    }

    private void mark(String sql, Object... values) {
        if (statements.update("noting whose goals to look at", sql, values) > 0) {
            transaction.registerInterposedSynchronization(due.raisedAfterCommit());
        }
    }

    /** Some whose goals are to be looked at; nobody's lock is needed for asking. */
    public List<String> dueNow(int most) {
        return statements.list(
                "reading whose goals to look at",
                row -> row.getString(1),
                "select customer from goal_due order by customer limit ?",
                most);
    }

    /** Those of these whose goals nobody else has looked at meanwhile: the caller does it in this transaction. */
    public List<String> take(Collection<String> customers) {
        return statements.list(
                "taking whose goals to look at",
                row -> row.getString(1),
                "delete from goal_due where customer = any (?) returning customer",
                customers);
    }

    /** By customer. */
    public Map<String, List<GoalEvent>> of(Collection<String> customers) {
        Map<String, List<GoalEvent>> found = new HashMap<>();
        statements
                .list(
                        "reading goals",
                        row -> Map.entry(row.getString("customer"), event(row)),
                        "select customer, watch, key, at, amount, worth from goal_event where customer = any (?)",
                        customers)
                .forEach(goal -> found.computeIfAbsent(goal.getKey(), any -> new ArrayList<>())
                        .add(goal.getValue()));
        return found;
    }

    private static GoalEvent event(ResultSet row) throws SQLException {
        return new GoalEvent(
                row.getString("watch"),
                row.getString("key"),
                Sql.instant(row, "at"),
                row.getBigDecimal("worth"),
                row.getBigDecimal("amount") != null);
    }

    public List<Unpriced> unpriced(Collection<String> customers) {
        return statements.list(
                "reading what has no price",
                row -> new Unpriced(
                        row.getString("customer"),
                        row.getString("watch"),
                        row.getString("event"),
                        row.getBigDecimal("amount"),
                        row.getString("currency")),
                "select customer, watch, event, amount, currency from goal_event"
                        + " where customer = any (?) and amount is not null and worth is null",
                customers);
    }

    public void price(Map<Unpriced, BigDecimal> worths) {
        statements.batch(
                "keeping what amounts are worth",
                "update goal_event set worth = ? where customer = ? and watch = ? and event = ?",
                worths.entrySet(),
                worth -> Statements.row(
                        worth.getValue(),
                        worth.getKey().customer(),
                        worth.getKey().watch(),
                        worth.getKey().event()));
    }

    /** They are the other one's from now on. What was credited for them goes, and is found anew. */
    public void move(String from, String to) {
        execute("delete from goal_credit where customer = ?", from);
        execute("delete from goal_share using enrolment where id = enrolment and customer = ?", from);
        execute(
                "insert into goal_event select ?, watch, event, key, at, amount, currency, worth from goal_event"
                        + " where customer = ? on conflict do nothing",
                to,
                from);
        execute("delete from goal_event where customer = ?", from);
        execute("delete from goal_due where customer = ?", from);
    }

    public void erase(String customer) {
        execute("delete from goal_credit where customer = ?", customer);
        execute("delete from goal_event where customer = ?", customer);
        execute("delete from goal_due where customer = ?", customer);
    }

    private void execute(String sql, String... texts) {
        statements.update("moving or erasing goals", sql, (Object[]) texts);
    }
}
