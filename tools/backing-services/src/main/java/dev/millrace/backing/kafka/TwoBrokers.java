package dev.millrace.backing.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A cluster of two brokers in one process, for tests of what happens between brokers: {@code TwoBrokers FOLDER PORT PORT
 * ADVERTISED}. The second listens on the second port and tells its clients to come to the advertised one, where something
 * that slows them down may stand. Ends with the process that started it, when that closes its input.
 */
public final class TwoBrokers {

    private TwoBrokers() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = KafkaBroker.freePort();
        String cluster = Uuid.randomUuid().toString();

        Path firstLog = folder.resolve("first");
        start(firstLog, 1, cluster, KafkaBroker.settings(firstLog, port, controllerPort));
        KafkaBroker.awaitAnswer(port);

        Path secondLog = folder.resolve("second");
        Map<String, String> second =
                new HashMap<>(KafkaBroker.settings(secondLog, Integer.parseInt(arguments[2]), controllerPort));
        second.put("process.roles", "broker");
        second.put("node.id", "2");
        second.put("listeners", "PLAINTEXT://127.0.0.1:" + arguments[2]);
        second.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + arguments[3]);
        start(secondLog, 2, cluster, second);

        System.out.println("ready");
        endWithInput();
        new CountDownLatch(1).await();
    }

    private static void start(Path log, int node, String cluster, Map<String, String> settings) throws Exception {
        KafkaBroker.format(Files.createDirectories(log), node, cluster);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(KafkaBroker.asProperties(settings)), Time.SYSTEM);
        server.startup();
    }

    private static void endWithInput() {
        Thread waiting = new Thread(
                () -> {
                    try {
                        System.in.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (java.io.IOException e) {
                        System.err.println("input=closed reason=" + e.getMessage());
                    }
                    Runtime.getRuntime().halt(0);
                },
                "end-with-input");
        waiting.setDaemon(true);
        waiting.start();
    }
}
