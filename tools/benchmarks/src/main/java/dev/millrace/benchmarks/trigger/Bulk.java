package dev.millrace.benchmarks.trigger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts very many rows in with the tables' indexes and keys taken away meanwhile and made again afterwards, as one restores a
 * dump: nothing else differs from rows that were put in one by one.
 */
final class Bulk {

    private static final String TABLES = "('enrolment'::regclass, 'customer'::regclass)";
    private static final String KEYS =
            "select conrelid::regclass::text as at, conname, pg_get_constraintdef(oid) as definition, contype::text as kind"
                    + " from pg_constraint where contype in ('p', 'f')"
                    + " and (conrelid in " + TABLES + " or confrelid in " + TABLES + ")"
                    + " order by contype";
    private static final String INDEXES =
            "select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i"
                    + " where i.indrelid in " + TABLES
                    + " and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype = 'p')";

    private final Database database;

    Bulk(Database database) {
        this.database = database;
    }

    private record Key(String table, String name, String definition, boolean isForeign) {}

    private record Index(String name, String definition) {}

    void during(Runnable work) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<Key> keys = keys(statement);
            List<Index> indexes = indexes(statement);
            for (Key key : keys) {
                statement.execute("alter table " + key.table() + " drop constraint " + key.name());
            }
            for (Index index : indexes) {
                statement.execute("drop index " + index.name());
            }
            work.run();
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set max_parallel_maintenance_workers = 2");
            for (Index index : indexes) {
                statement.execute(index.definition());
            }
            for (int i = keys.size() - 1; i >= 0; i--) {
                Key key = keys.get(i);
                statement.execute("alter table " + key.table() + " add constraint " + key.name() + " "
                        + key.definition() + (key.isForeign() ? " not valid" : ""));
            }
            statement.execute("vacuum (freeze, analyze) enrolment");
            statement.execute("vacuum (freeze, analyze) customer");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw new IllegalStateException("the rows could not be put in: " + e.getMessage(), e);
        }
    }

    /** Foreign ones first, as they go before those they refer to. */
    private static List<Key> keys(Statement statement) throws SQLException {
        List<Key> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(KEYS)) {
            while (rows.next()) {
                keys.add(new Key(
                        rows.getString("at"),
                        rows.getString("conname"),
                        rows.getString("definition"),
                        rows.getString("kind").equals("f")));
            }
        }
        return keys;
    }

    private static List<Index> indexes(Statement statement) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(INDEXES)) {
            while (rows.next()) {
                indexes.add(new Index(rows.getString("name"), rows.getString("definition")));
            }
        }
        return indexes;
    }
}
