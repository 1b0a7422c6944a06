package dev.millrace.benchmarks.segment;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.benchmarks.lab.TemporaryFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Where it is measured: a broker in a process of its own and a folder, both gone afterwards. */
final class Lab implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final TemporaryFolder folder;
    private final BackingServices services;
    private final Admin admin;
    private final InstantSource time;
    private int installations;

    private Lab(TemporaryFolder folder, BackingServices services, InstantSource time) {
        this.folder = folder;
        this.services = services;
        this.time = time;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
    }

    static Lab open(InstantSource time) {
        TemporaryFolder folder = TemporaryFolder.create();
        return new Lab(
                folder, BackingServices.start(folder.path().resolve("backing"), Set.of(BackingService.KAFKA)), time);
    }

    /** An installation with topics and state of its own. */
    Installation install() {
        installations++;
        return Installation.in(this, "bench" + installations + ".");
    }

    String bootstrap() {
        return services.get(BackingService.KAFKA).address();
    }

    Admin admin() {
        return admin;
    }

    InstantSource time() {
        return time;
    }

    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        admin.close();
        services.close();
        folder.close();
    }
}
