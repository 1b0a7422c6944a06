package dev.millrace.benchmarks.trigger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How to reach a database. */
record Database(String url, String user, String password) {

    /** Several rows of a batch go in one statement, as the service has it. */
    private static final String OPTIONS = "?reWriteBatchedInserts=true";

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url + OPTIONS, user, password);
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }

    /** The one number that a question is answered with. */
    double number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getDouble(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }
}
