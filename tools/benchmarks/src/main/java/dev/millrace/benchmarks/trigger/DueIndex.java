package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.lab.Pause;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much there is to look over before what is due is found: watched while work is going on. */
final class DueIndex implements AutoCloseable {

    private static final String DEAD = "select n_dead_tup from pg_stat_user_tables where relname = 'enrolment'";
    private static final String SIZE = "select pg_relation_size('enrolment_due')";
    private static final String LOOK =
            "explain (analyze, buffers) select id from enrolment where state = 'live' and priority = 1"
                    + " and wake_at <= now() order by wake_at limit 250";
    private static final Pattern TIME = Pattern.compile("Execution Time: ([0-9.]+) ms");
    private static final int BETWEEN_MILLIS = 2_000;

    private final Database database;
    private final Thread thread;
    private volatile boolean ended;
    private volatile double mostDead;
    private volatile double longestLook;

    DueIndex(Database database) {
        this.database = database;
        this.thread = new Thread(this::watch, "due-index");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!ended) {
            mostDead = Math.max(mostDead, dead());
            longestLook = Math.max(longestLook, look());
            Pause.millis(BETWEEN_MILLIS);
        }
    }

    /** Rows that were given up and are not taken away yet. */
    double dead() {
        return database.number(DEAD);
    }

    double mostDead() {
        return mostDead;
    }

    double megabytes() {
        return database.number(SIZE) / (1 << 20);
    }

    double longestLook() {
        return longestLook;
    }

    /** Milliseconds that PostgreSQL takes to find the next that are due; the better of two. */
    double look() {
        return Math.min(lookOnce(), lookOnce());
    }

    private double lookOnce() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(LOOK)) {
            while (lines.next()) {
                Matcher time = TIME.matcher(lines.getString(1));
                if (time.find()) {
                    return Double.parseDouble(time.group(1));
                }
            }
            throw new IllegalStateException("the database does not tell how long it looks");
        } catch (SQLException e) {
            throw new IllegalStateException("the database refused: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
