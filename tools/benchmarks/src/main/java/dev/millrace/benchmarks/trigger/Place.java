package dev.millrace.benchmarks.trigger;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.benchmarks.lab.TemporaryFolder;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a PostgreSQL in processes of their own and a folder, all gone afterwards. */
final class Place implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final String DATABASE = "/millrace";

    private final TemporaryFolder folder;
    private final BackingServices services;
    private int sites;

    private Place(TemporaryFolder folder) {
        this.folder = folder;
        this.services = BackingServices.start(
                folder.path().resolve("backing"), Set.of(BackingService.KAFKA, BackingService.POSTGRESQL));
    }

    static Place open() {
        return new Place(TemporaryFolder.create());
    }

    /** Topics and a database of its own. */
    Site make() {
        sites++;
        String name = "bench" + sites;
        Topics topics = new Topics(name + ".");
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
            TopicSetup.ensure(admin, topics.all(), PARTITIONS);
        }
        String given = setting("quarkus.datasource.jdbc.url");
        Database shared = new Database(given, user(), password());
        try (Connection connection = shared.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database to measure in: " + e.getMessage(), e);
        }
        return new Site(this, name, topics, new Database(given.replace(DATABASE, "/" + name), user(), password()));
    }

    String bootstrap() {
        return services.get(BackingService.KAFKA).address();
    }

    Path folder() {
        return folder.path();
    }

    private String user() {
        return setting("quarkus.datasource.username");
    }

    private String password() {
        return setting("quarkus.datasource.password");
    }

    private String setting(String name) {
        String value = services.configuration().get(name);
        if (value == null) {
            throw new IllegalStateException("the backing services do not tell " + name);
        }
        return value;
    }

    @Override
    public void close() {
        services.close();
        folder.close();
    }
}
