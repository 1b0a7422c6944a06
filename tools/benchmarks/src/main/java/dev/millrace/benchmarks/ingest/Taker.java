package dev.millrace.benchmarks.ingest;

import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.Metrics;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.ShippedService;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.Topics;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One of the two that are measured, running: the service as it is shipped, or the bare handler. */
final class Taker implements AutoCloseable {

    static final String KEY = "key-of-the-benchmark";

    private static final int READY_POLLS = 600;

    private final ChildJvm jvm;
    private final int port;
    private final Metrics metrics;

    private Taker(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
        this.metrics = new Metrics(port);
    }

    static Taker service(Workshop workshop, Topics topics) {
        String prefix = topics.siteEvents().name().replaceFirst("events\\.site$", "");
        ShippedService shipped = ShippedService.start(
                "ingest",
                workshop.folder().resolve("service.log"),
                Map.of(
                        "kafka.bootstrap.servers",
                        workshop.bootstrap(),
                        "millrace.topics.prefix",
                        prefix,
                        "millrace.topics.partitions",
                        Integer.toString(Workshop.PARTITIONS),
                        "millrace.identity.key",
                        "an identity key for the benchmark only",
                        "millrace.sources.bench.key-sha256",
                        ApiKeyHash.ofKey(KEY).sha256(),
                        "millrace.sources.bench.kind",
                        "server",
                        "millrace.sources.bench.events-per-second",
                        "100000000"));
        Taker service = new Taker(shipped.jvm(), shipped.port());
        service.awaitReady(service.metrics::isReady);
        return service;
    }

    /** @param records as many as each body becomes */
    static Taker bare(Workshop workshop, Topics topics, int records) {
        int port = FreePorts.find(1).get(0);
        List<String> arguments = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BareHandler.class.getName(),
                workshop.bootstrap(),
                topics.siteEvents().name(),
                Integer.toString(port),
                Integer.toString(records));
        Taker bare = new Taker(ChildJvm.start(workshop.folder().resolve("bare.log"), arguments), port);
        bare.awaitReady(() -> isOpen(port));
        return bare;
    }

    private void awaitReady(BooleanSupplier ready) {
        for (int polled = 0; !ready.getAsBoolean(); polled++) {
            jvm.requireAlive();
            if (polled == READY_POLLS) {
                jvm.close();
                throw new IllegalStateException("a measured process was not ready within a minute");
            }
            Pause.millis(100);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    ChildJvm jvm() {
        return jvm;
    }

    Metrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
