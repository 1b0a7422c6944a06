package dev.millrace.trigger.store;

import dev.millrace.trigger.report.GoalEvent;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Signal due = new Signal();

    Goals(AgroalDataSource dataSource, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** Raised whenever a transaction has been committed after which some customers' goals are to be looked at. */
    public Signal due() {
        return due;
    }

    /** What was told before is left as it is. */
    public void add(List<Told> told) {
        if (told.isEmpty()) {
            return;
        }
        String sql = "insert into goal_event (customer, watch, event, key, at, amount, currency)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Told one : told) {
                insert.setString(1, one.customer());
                insert.setString(2, one.watch());
                insert.setString(3, one.event());
                insert.setString(4, one.key());
                insert.setObject(5, Sql.timestamp(one.at()));
                insert.setBigDecimal(6, one.amount());
                insert.setString(7, one.currency());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("keeping goals", e);
        }
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
        mark(
                "insert into goal_due select distinct customer from goal_event where amount is not null and worth is null"
                        + " and ?::text[] is not null order by customer on conflict do nothing",
                List.of());
    }

    private void mark(String sql, Collection<String> customers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, insert, 1, customers);
            if (insert.executeUpdate() > 0) {
                transaction.registerInterposedSynchronization(due.raisedAfterCommit());
            }
        } catch (SQLException e) {
            throw new StoreFailure("noting whose goals to look at", e);
        }
    }

    /** Some whose goals are to be looked at; nobody's lock is needed for asking. */
    public List<String> dueNow(int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select customer from goal_due order by customer limit ?")) {
            query.setInt(1, most);
            return Sql.texts(query);
        } catch (SQLException e) {
            throw new StoreFailure("reading whose goals to look at", e);
        }
    }

    /** Those of these whose goals nobody else has looked at meanwhile: the caller does it in this transaction. */
    public List<String> take(Collection<String> customers) {
        String sql = "delete from goal_due where customer = any (?) returning customer";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, delete, 1, customers);
            return Sql.texts(delete);
        } catch (SQLException e) {
            throw new StoreFailure("taking whose goals to look at", e);
        }
    }

    /** By customer. */
    public Map<String, List<GoalEvent>> of(Collection<String> customers) {
        String sql = "select customer, watch, key, at, amount, worth from goal_event where customer = any (?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, List<GoalEvent>> found = new HashMap<>();
                while (rows.next()) {
                    GoalEvent event = new GoalEvent(
                            rows.getString("watch"),
                            rows.getString("key"),
                            Sql.instant(rows, "at"),
                            rows.getBigDecimal("worth"),
                            rows.getBigDecimal("amount") != null);
                    found.computeIfAbsent(rows.getString("customer"), any -> new ArrayList<>())
                            .add(event);
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading goals", e);
        }
    }

    public List<Unpriced> unpriced(Collection<String> customers) {
        String sql = "select customer, watch, event, amount, currency from goal_event"
                + " where customer = any (?) and amount is not null and worth is null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            try (ResultSet rows = query.executeQuery()) {
                List<Unpriced> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Unpriced(
                            rows.getString("customer"),
                            rows.getString("watch"),
                            rows.getString("event"),
                            rows.getBigDecimal("amount"),
                            rows.getString("currency")));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading what has no price", e);
        }
    }

    public void price(Map<Unpriced, BigDecimal> worths) {
        if (worths.isEmpty()) {
            return;
        }
        String sql = "update goal_event set worth = ? where customer = ? and watch = ? and event = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (Map.Entry<Unpriced, BigDecimal> worth : worths.entrySet()) {
                update.setBigDecimal(1, worth.getValue());
                update.setString(2, worth.getKey().customer());
                update.setString(3, worth.getKey().watch());
                update.setString(4, worth.getKey().event());
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new StoreFailure("keeping what amounts are worth", e);
        }
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                statement.setString(i + 1, texts[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("moving or erasing goals", e);
        }
    }
}
