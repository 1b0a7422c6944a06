package dev.millrace.backing.postgresql;

import dev.millrace.backing.Backing;
import dev.millrace.backing.PostgresLeftovers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL from packaged binaries, listening on the loopback address only, with the database {@code millrace}. The
 * cluster is made once and kept. Its processes are native: a server whose parent was killed is ended before the next start.
 */
public final class PostgresServer implements Backing {

    /**
     * The system property that overrides the server's settings, which are meant for trying things out: {@code name=value},
     * separated by commas.
     */
    public static final String SETTINGS = "millrace.postgresql.settings";

    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final String DATABASE = "millrace";

    private @Nullable EmbeddedPostgres server;

    @Override
    public void start(Place place) throws Exception {
        Path cluster = place.folder().resolve("cluster");
        PostgresLeftovers.end(cluster);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setOverrideWorkingDirectory(binaries(place).toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(place.port())
                .setPGStartupWait(START_WAIT)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "32MB")
                // the packaged server is set up to forget the newest commits in a crash; ours must not
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setOutputRedirector(ProcessBuilder.Redirect.INHERIT)
                .setErrorRedirector(ProcessBuilder.Redirect.INHERIT);
        settings().forEach(builder::setServerConfig);
        EmbeddedPostgres started = builder.start();
        server = started;
        makeDatabase(started);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : System.getProperty(SETTINGS, "").split(",", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            } else if (!setting.isEmpty()) {
                throw new IllegalArgumentException(SETTINGS + " has \"" + setting + "\"; expected name=value");
            }
        }
        return settings;
    }

    /** The unpacked binaries are the same for every cluster, so the builds of this machine share them. */
    private static Path binaries(Place place) {
        String shared = System.getProperty("millrace.postgresql.binaries");
        return shared != null ? Path.of(shared) : place.folder().resolve("binaries");
    }

    @Override
    public void close() throws IOException {
        EmbeddedPostgres running = server;
        if (running != null) {
            running.close();
        }
    }

    private static void makeDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean present;
            try (ResultSet found =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                present = found.next();
            }
            if (!present) {
                statement.execute("create database " + DATABASE);
            }
        }
    }
}
