package dev.millrace.trigger.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;

/**
 * The lock on a customer: whoever changes anything about customers holds their rows first, taken in the order of their ids,
 * so that two transactions never wait for each other.
 */
@ApplicationScoped
public class Customers {

    private final AgroalDataSource dataSource;

    Customers(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Locks these customers, known or new, until the caller's transaction ends. */
    public void lock(SortedSet<String> customers) {
        String upsert = "insert into customer (id) select id from unnest(?) as c (id) order by id collate \"C\""
                + " on conflict do nothing";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(upsert)) {
            Sql.bindTexts(connection, insert, 1, customers);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("noting customers", e);
        }
        lockThere(customers);
    }

    /** The same for customers who are there, as whoever has an enrolment is: somebody new costs a second look. */
    public void lockKnown(SortedSet<String> customers) {
        if (lockThere(customers) < customers.size()) {
            lock(customers);
        }
    }

    private int lockThere(SortedSet<String> customers) {
        String lock = "select id from customer where id = any (?) order by id collate \"C\" for update";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(lock)) {
            Sql.bindTexts(connection, select, 1, customers);
            return Sql.texts(select).size();
        } catch (SQLException e) {
            throw new StoreFailure("locking customers", e);
        }
    }
}
