package dev.millrace.benchmarks.trigger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Enrolments that are put into the tables by COPY, as the service would have written them. */
final class Crowd {

    private static final String CUSTOMERS = "copy customer (id) from stdin";
    private static final String ENROLMENTS =
            "copy enrolment (id, customer, campaign, campaign_version, priority, kind, source, triggered_at, started_at,"
                    + " held_out, state, position, begun, due_at, wake_at, asked, version) from stdin";
    private static final int CHUNK = 1 << 16;
    private static final int TIME = 4;
    private static final long FIRST_STARTED = 1_780_000_000_000L;

    private final Database database;

    Crowd(Database database) {
        this.database = database;
    }

    /** How one of them stands. */
    record Standing(String campaign, int priority, Instant dueAt, Instant wakeAt) {}

    /** Each stands in a wait that has begun and is the first step. */
    void add(long first, long many, LongFunction<Standing> standing) {
        try (Connection connection = database.connect();
                var session = connection.createStatement()) {
            // what is written here is right: it need not be looked up row by row
            session.execute("set session_replication_role = replica");
            copy(connection, CUSTOMERS, first, many, (number, text) -> text.append(Person.name(number)));
            copy(connection, ENROLMENTS, first, many, (number, text) -> row(number, standing.apply(number), text));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the rows could not be put in: " + e.getMessage(), e);
        }
    }

    private interface Row {
        void write(long number, StringBuilder text);
    }

    private static void copy(Connection connection, String sql, long first, long many, Row row)
            throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        StringBuilder text = new StringBuilder(2 * CHUNK);
        for (long number = first; number < first + many; number++) {
            row.write(number, text);
            text.append('\n');
            if (text.length() > CHUNK || number == first + many - 1) {
                byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(bytes, 0, bytes.length);
                text.setLength(0);
            }
        }
        copy.endCopy();
    }

    private static void row(long number, Standing standing, StringBuilder text) {
        text.append(enrolment(number)).append('\t').append(Person.name(number)).append('\t');
        text.append(standing.campaign())
                .append("\t1\t")
                .append(standing.priority())
                .append("\tENTERED\tleads\t");
        text.append(standing.dueAt()).append('\t').append(standing.dueAt());
        text.append("\tfalse\tlive\t0\ttrue\t");
        text.append(standing.dueAt()).append('\t').append(standing.wakeAt()).append("\t0\t0");
    }

    /** As those of the service: first when it was started, by the order of the numbers, then anything. */
    static String enrolment(long number) {
        return hex(FIRST_STARTED + number).substring(TIME) + hex(mix(number)).substring(TIME) + hex(mix(~number));
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static long mix(long number) {
        long mixed = number * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
