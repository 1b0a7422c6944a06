package dev.millrace.benchmarks.segment;

import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.contract.ApiKeyHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the two that are measured, running: the service as it is shipped, or the bare topology. */
final class Subject implements AutoCloseable {

    private static final String KEY = "bench";
    private static final String BARE = "bare";

    private final ChildJvm jvm;
    private final Consumed consumed;
    private final String output;
    private final @Nullable ServiceClient client;

    private Subject(ChildJvm jvm, Consumed consumed, String output, @Nullable ServiceClient client) {
        this.jvm = jvm;
        this.consumed = consumed;
        this.output = output;
        this.client = client;
    }

    static Subject service(Installation installation) {
        int port = FreePorts.find(1).get(0);
        Path jar = Path.of(System.getProperty("millrace.bench.service", "quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException("segment-service is not built: expected " + jar);
        }
        List<String> arguments = new ArrayList<>();
        set(arguments, "java.util.logging.manager", "org.jboss.logmanager.LogManager");
        set(arguments, "kafka.bootstrap.servers", installation.lab().bootstrap());
        set(arguments, "millrace.topics.prefix", installation.prefix());
        set(arguments, "millrace.state-folder", installation.folder().toString());
        set(arguments, "millrace.admin.key-sha256", ApiKeyHash.ofKey(KEY).sha256());
        set(arguments, "quarkus.http.port", Integer.toString(port));
        set(arguments, "quarkus.log.console.color", "false");
        arguments.addAll(List.of("-jar", jar.toString()));
        ChildJvm jvm = ChildJvm.start(installation.lab().folder().resolve("service.log"), arguments);
        return new Subject(
                jvm,
                Consumed.of(installation, installation.prefix() + "segment-service"),
                installation.topics().transitions().name(),
                new ServiceClient(port, KEY));
    }

    static Subject bare(Installation installation, int stateBytes) {
        String group = installation.prefix() + BARE;
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareTopology.class.getName(),
                installation.lab().bootstrap(),
                group,
                installation.folder().toString(),
                Integer.toString(stateBytes),
                installation.bareOutput()));
        arguments.addAll(installation.eventTopics());
        ChildJvm jvm = ChildJvm.start(installation.lab().folder().resolve("bare.log"), arguments);
        return new Subject(jvm, Consumed.of(installation, group), installation.bareOutput(), null);
    }

    private static void set(List<String> arguments, String name, String value) {
        arguments.add("-D" + name + "=" + value);
    }

    ChildJvm jvm() {
        return jvm;
    }

    Consumed consumed() {
        return consumed;
    }

    /** The topic on which it publishes what follows from events. */
    String output() {
        return output;
    }

    ServiceClient client() {
        if (client == null) {
            throw new IllegalStateException("the bare topology answers nobody");
        }
        return client;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
