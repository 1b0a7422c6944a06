package dev.millrace.benchmarks.trigger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least that writes the rows that the service writes: prepared statements in batches of five hundred, each batch in one
 * transaction, over two connections. It reads nothing, asks nobody, decides nothing and has no Kafka.
 */
final class PlainJdbc {

    private static final int BATCH = 500;
    private static final int CONNECTIONS = 2;

    private static final String INPUTS =
            "{\"address\":\"present\",\"asOf\":\"2026-01-02T03:04:05.678Z\",\"campaignVersion\":\"1\",\"consent\":\"subscribed\","
                    + "\"customerVersion\":\"7\",\"due\":\"2026-01-02T03:04:05.678Z\",\"policies\":\"0\","
                    + "\"validUntil\":\"2026-01-02T15:04:05.678Z\",\"zone\":\"Europe/Vienna\"}";
    private static final byte[] COMMAND = "x".repeat(1_100).getBytes(StandardCharsets.US_ASCII);

    private final Database database;
    private final OffsetDateTime now;

    PlainJdbc(Database database, InstantSource time) {
        this.database = database;
        this.now = time.instant().atOffset(ZoneOffset.UTC);
    }

    /** Rows a second, of customers that nobody knows yet: they are enrolled and get a message. */
    double enrol(long first, int many) {
        return measure(first, many, Writer::enrol);
    }

    /** Rows a second, of enrolments that stand in a wait: they are claimed, get a message, and are at the end. */
    double finish(long first, int many) {
        return measure(first, many, Writer::finish);
    }

    private interface Batch {
        void write(Writer writer, long first, int many) throws SQLException;
    }

    private double measure(long first, int many, Batch batch) {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long start = System.nanoTime();
            List<Future<?>> shares = new ArrayList<>();
            int share = many / CONNECTIONS;
            for (int i = 0; i < CONNECTIONS; i++) {
                long from = first + (long) i * share;
                shares.add(threads.submit(() -> write(from, share, batch)));
            }
            for (Future<?> done : shares) {
                done.get();
            }
            return share * CONNECTIONS / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the plain rows could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void write(long first, int many, Batch batch) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Writer writer = new Writer(connection, now);
            for (int done = 0; done < many; done += BATCH) {
                batch.write(writer, first + done, Math.min(BATCH, many - done));
                connection.commit();
            }
        }
        return null;
    }

    /** The statements of one connection. */
    private record Writer(Connection connection, OffsetDateTime now) {

        void enrol(long first, int many) throws SQLException {
            each(
                    "insert into customer (id) values (?) on conflict do nothing",
                    first,
                    many,
                    (row, n) -> row.setString(1, Person.name(n)));
            each(
                    "insert into inbox (transition, customer, segment, kind, cause, at, received_at)"
                            + " values (?, ?, 'leads', 'entered', 'event', ?, ?) on conflict do nothing",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, "t-ENTERED-" + Crowd.enrolment(n));
                        row.setString(2, Person.name(n));
                        row.setObject(3, now);
                        row.setObject(4, now);
                    });
            each(
                    "insert into enrolment (id, customer, user_id, campaign, campaign_version, priority, kind, source,"
                            + " triggered_at, started_at, held_out, state, position, begun, due_at, wake_at, asked, version)"
                            + " values (?, ?, ?, 'welcome', 1, 5, 'ENTERED', 'leads', ?, ?, false, 'live', 0, false, ?, ?, 0, 0)",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, Crowd.enrolment(n));
                        row.setString(2, Person.name(n));
                        row.setString(3, Person.userId(n));
                        for (int place = 4; place <= 7; place++) {
                            row.setObject(place, now);
                        }
                    });
            each(
                    "update enrolment set position = 2, begun = true, due_at = ?, wake_at = ?, version = version + 1"
                            + " where id = ? and version = 0",
                    first,
                    many,
                    (row, n) -> {
                        row.setObject(1, now.plusDays(1));
                        row.setObject(2, now.plusDays(1));
                        row.setString(3, Crowd.enrolment(n));
                    });
            message(first, many);
        }

        void finish(long first, int many) throws SQLException {
            each("update enrolment set wake_at = ?, version = version + 1 where id = ?", first, many, (row, n) -> {
                row.setObject(1, now.plusSeconds(30));
                row.setString(2, Crowd.enrolment(n));
            });
            each(
                    "update enrolment set state = 'completed', position = 1, due_at = null, wake_at = null, ended_at = ?,"
                            + " version = version + 1 where id = ? and version = 1",
                    first,
                    many,
                    (row, n) -> {
                        row.setObject(1, now);
                        row.setString(2, Crowd.enrolment(n));
                    });
            message(first, many);
        }

        private void message(long first, int many) throws SQLException {
            each(
                    "insert into message (id, enrolment, customer, addressed_to, campaign, campaign_version, step, class,"
                            + " requested_at, valid_until, tracks_opens, template, cohort)"
                            + " values (?, ?, ?, ?, 'welcome', 1, 'send-1', 'marketing', ?, ?, false, 'first', ?)",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, Crowd.enrolment(~n));
                        row.setString(2, Crowd.enrolment(n));
                        row.setString(3, Person.name(n));
                        row.setString(4, Person.name(n));
                        row.setObject(5, now);
                        row.setObject(6, now.plusHours(12));
                        row.setObject(7, now.toLocalDate());
                    });
            each(
                    "insert into counted_send (message, customer, address, class, campaign, at)"
                            + " values (?, ?, 'mail:0123456789abcdef0123456789abcdef', 'marketing', 'welcome', ?)"
                            + " on conflict do nothing",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, Crowd.enrolment(~n));
                        row.setString(2, Person.name(n));
                        row.setObject(3, now);
                    });
            each(
                    "insert into consent_entry (customer, address, channel, purpose, status, said_at, source, origin,"
                            + " recorded_at) values (?, 'mail:0123456789abcdef0123456789abcdef', 'email', 'marketing',"
                            + " 'subscribed', ?, 'storefront', 'answer', ?) on conflict do nothing",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, Person.name(n));
                        row.setObject(2, now);
                        row.setObject(3, now);
                    });
            each(
                    "insert into decision (at, customer, campaign, enrolment, step, outcome, message, inputs)"
                            + " values (?, ?, 'welcome', ?, 'send-1', 'sent', ?, ?)",
                    first,
                    many,
                    (row, n) -> {
                        row.setObject(1, now);
                        row.setString(2, Person.name(n));
                        row.setString(3, Crowd.enrolment(n));
                        row.setString(4, Crowd.enrolment(~n));
                        row.setString(5, INPUTS);
                    });
            each(
                    "insert into outbox (topic, key, value, created_at) values ('plain', ?, ?, ?)",
                    first,
                    many,
                    (row, n) -> {
                        row.setString(1, Person.name(n));
                        row.setBytes(2, COMMAND);
                        row.setObject(3, now);
                    });
            deleteNewest(many);
        }

        /** By number, as the relay does. What the other connection has not committed is not seen here. */
        private void deleteNewest(int many) throws SQLException {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from outbox where seq = any (array(select seq from outbox order by seq desc limit ?))")) {
                delete.setInt(1, many);
                delete.executeUpdate();
            }
        }

        private void each(String sql, long first, int many, Row row) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (long n = first; n < first + many; n++) {
                    row.bind(statement, n);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    @FunctionalInterface
    private interface Row {
        void bind(PreparedStatement statement, long number) throws SQLException;
    }
}
