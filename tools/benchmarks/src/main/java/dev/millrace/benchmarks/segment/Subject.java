package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.ShippedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two that are measured, running: the service as it is shipped, or the bare topology. */
final class Subject implements AutoCloseable {

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
        ShippedService shipped = ShippedService.start(
                "segment",
                installation.lab().folder().resolve("service.log"),
                Map.of(
                        "kafka.bootstrap.servers", installation.lab().bootstrap(),
                        "millrace.topics.prefix", installation.prefix(),
                        "millrace.state-folder", installation.folder().toString()));
        return new Subject(
                shipped.jvm(),
                Consumed.of(installation, installation.prefix() + "segment-service"),
                installation.topics().transitions().name(),
                new ServiceClient(shipped.port(), ShippedService.ADMIN_KEY));
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
