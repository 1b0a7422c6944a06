package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two brokers, of which the one with the orders answers late: carts are always read before the orders of the same moment. */
@EnabledIfSystemProperty(named = "millrace.long", matches = "true")
class SlowBrokerTest {

    private static final int VISITORS = 100;
    private static final String PREFIX = "slow.";

    @TempDir
    Path folder;

    private Process brokers;
    private SlowLink link;
    private CartStory story;
    private String bootstrapServers;

    @BeforeEach
    void start() throws Exception {
        link = new SlowLink(400);
        int first = freePort();
        int second = freePort();
        link.to(second);
        Path target = Path.of("..", "tools", "backing-services", "target").toAbsolutePath();
        brokers = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                        "dev.millrace.backing.kafka.TwoBrokers",
                        folder.resolve("brokers").toString(),
                        Integer.toString(first),
                        Integer.toString(second),
                        Integer.toString(link.port())))
                .redirectError(Files.createFile(folder.resolve("brokers.log")).toFile())
                .start();
        BufferedReader says =
                new BufferedReader(new InputStreamReader(brokers.getInputStream(), StandardCharsets.UTF_8));
        assertThat(says.lines().anyMatch("ready"::equals)).isTrue();
        bootstrapServers = "127.0.0.1:" + first;
        story = new CartStory(bootstrapServers, PREFIX);
        placeTopics();
        story.open();
    }

    @AfterEach
    void stop() throws Exception {
        story.close();
        brokers.destroyForcibly().waitFor();
        link.close();
    }

    @Test
    void shouldWaitForTheSlowBrokerAlsoAfterDownTime() throws Exception {
        try (InstanceProcess first = instance("first")) {
            story.awaitInstances(1);
            story.visitors("live", VISITORS);
            story.awaitAllTold(Duration.ofSeconds(120));
            story.checkTold();

            story.visitors("killed", VISITORS);
            first.kill();
        }
        story.visitors("down", VISITORS);
        story.awaitCartsDue();
        try (InstanceProcess again = instance("first")) {
            story.awaitAllTold(Duration.ofSeconds(180));
            story.checkTold();
        }
    }

    /** All on the fast broker but the orders. */
    private void placeTopics() throws Exception {
        List<NewTopic> placed = story.topics.all().stream()
                .map(topic -> {
                    int broker = topic.name().equals(story.topics.orderEvents().name()) ? 2 : 1;
                    Map<Integer, List<Integer>> places = new HashMap<>();
                    for (int partition = 0; partition < CartStory.PARTITIONS; partition++) {
                        places.put(partition, List.of(broker));
                    }
                    return new NewTopic(topic.name(), places).configs(topic.settings());
                })
                .toList();
        story.admin.createTopics(placed).all().get();
    }

    private InstanceProcess instance(String name) throws IOException {
        return InstanceProcess.start(bootstrapServers, PREFIX, name, folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
