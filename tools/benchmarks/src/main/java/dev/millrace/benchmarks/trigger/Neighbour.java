package dev.millrace.benchmarks.trigger;

import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.ShippedService;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** Who answers the service's questions: a stub, or the segment-service that is shipped. */
record Neighbour(ChildJvm jvm, int port) implements AutoCloseable {

    private static final int ATTEMPTS = 300;
    private static final int BETWEEN_MILLIS = 100;

    static Neighbour stub(Site site) {
        int port = FreePorts.find(1).get(0);
        ChildJvm jvm = ChildJvm.start(
                site.file("stub.log"),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        SegmentStub.class.getName(),
                        Integer.toString(port)));
        return started(new Neighbour(jvm, port));
    }

    static Neighbour segmentService(Site site) {
        ShippedService shipped = ShippedService.start(
                "segment",
                site.file("segment.log"),
                Map.of(
                        "kafka.bootstrap.servers", site.place().bootstrap(),
                        "millrace.topics.prefix", site.prefix(),
                        "millrace.state-folder", site.file("state").toString()));
        return started(new Neighbour(shipped.jvm(), shipped.port()));
    }

    private static Neighbour started(Neighbour neighbour) {
        for (int tried = 1; ; tried++) {
            neighbour.jvm.requireAlive();
            try (Socket socket = new Socket("127.0.0.1", neighbour.port)) {
                return neighbour;
            } catch (IOException e) {
                if (tried == ATTEMPTS) {
                    throw new IllegalStateException("a neighbour can't be reached: " + e.getMessage(), e);
                }
                Pause.millis(BETWEEN_MILLIS);
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
