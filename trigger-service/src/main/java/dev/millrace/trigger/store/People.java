package dev.millrace.trigger.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which customers have become one, which are to be forgotten, and what that means for rows that only name a customer. Works
 * within a transaction that holds the customers' locks.
 */
@ApplicationScoped
public class People {

    /** Rows that go to the customer into whom theirs was merged. Enrolments go one by one. */
    private static final List<String> MOVED = List.of(
            "update message set customer = ? where customer = ?",
            "update decision set customer = ? where customer = ?",
            "update webhook_call set customer = ? where customer = ?");

    /** What is left of a person; what refers to others goes first. Commands that are on their way would reach them still. */
    private static final List<String> FORGOTTEN = List.of(
            "delete from outbox where key = ?",
            "delete from webhook_call where customer = ?",
            "delete from message where customer = ?",
            "delete from decision where customer = ?",
            "delete from inbox where customer = ?",
            "delete from enrolment where customer = ?");

    private final AgroalDataSource dataSource;

    People(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** From now on the one is the other. */
    public void link(String customer, String mergedInto, Instant at) {
        String sql = "insert into customer_link (customer, merged_into, at) values (?, ?, ?)"
                + " on conflict (customer) do update set merged_into = excluded.merged_into, at = excluded.at";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, customer);
            insert.setString(2, mergedInto);
            insert.setObject(3, Sql.timestamp(at));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting a merge", e);
        }
    }

    /** The id is somebody's own again. */
    public void unlink(String customer) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from customer_link where customer = ?")) {
            delete.setString(1, customer);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("forgetting a merge", e);
        }
    }

    /** Who the customer is now, if somebody else: at the end of all links. */
    public Optional<String> now(String customer) {
        String sql = "with recursive chain (id, hops) as (select merged_into, 1 from customer_link where customer = ?"
                + " union all select link.merged_into, hops + 1 from customer_link link join chain on link.customer = chain.id"
                + " where hops < 20) select id from chain order by hops desc limit 1";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, customer);
            List<String> found = Sql.texts(query);
            return found.stream().findFirst().filter(id -> !id.equals(customer));
        } catch (SQLException e) {
            throw new StoreFailure("following merges", e);
        }
    }

    /** Everything but enrolments. */
    public void move(String customer, String to) {
        try (Connection connection = dataSource.getConnection()) {
            for (String sql : MOVED) {
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setString(1, to);
                    update.setString(2, customer);
                    update.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure("moving what is known of a customer", e);
        }
    }

    /** Takes away all that is known of a person, and remembers up to when what happened does not count. */
    public void forget(String customer, Instant at) {
        String mark = "insert into customer_erasure (customer, at) values (?, ?)"
                + " on conflict (customer) do update set at = greatest(customer_erasure.at, excluded.at)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(mark)) {
            for (String sql : FORGOTTEN) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setString(1, customer);
                    delete.executeUpdate();
                }
            }
            insert.setString(1, customer);
            insert.setObject(2, Sql.timestamp(at));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("forgetting a person", e);
        }
    }

    /** Up to when what happened to these customers does not count, for those who were erased. */
    public Map<String, Instant> erasedUntil(Collection<String> customers) {
        String sql = "select customer, at from customer_erasure where customer = any (?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            Sql.bindTexts(connection, query, 1, customers);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Instant> found = new HashMap<>();
                while (rows.next()) {
                    found.put(rows.getString("customer"), Sql.instant(rows, "at"));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailure("reading who was erased", e);
        }
    }
}
