package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Instances as processes on a real broker: they share the work, and when one is killed the others go on with its part. */
class InstancesTest {

    private static final int VISITORS = 100;
    private static final String PREFIX = "instances.";

    @TempDir
    Path folder;

    private BackingServices broker;
    private CartStory story;
    private String bootstrapServers;

    @BeforeEach
    void start() throws Exception {
        broker = BackingServices.start(folder.resolve("broker"), Set.of(BackingService.KAFKA));
        bootstrapServers = broker.configuration().get("kafka.bootstrap.servers");
        story = new CartStory(bootstrapServers, PREFIX);
        story.open();
    }

    @AfterEach
    void stop() {
        story.close();
        broker.close();
    }

    @Test
    void shouldShareTheWorkAndGoOnWhenOneIsKilled() throws Exception {
        try (InstanceProcess first = instance("first");
                InstanceProcess second = instance("second")) {
            story.awaitInstances(2);
            story.visitors("before", VISITORS);
            second.kill();
            story.visitors("after", VISITORS);

            story.awaitAllTold(Duration.ofSeconds(120));

            story.checkTold();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "millrace.long", matches = "true")
    void shouldGoOnWithinHalfAMinute() throws Exception {
        try (InstanceProcess first = instance("first");
                InstanceProcess second = instance("second")) {
            story.awaitInstances(2);
            story.visitors("before", VISITORS);
            Instant killed = story.brokerTime();
            first.kill();

            story.awaitAllTold(Duration.ofSeconds(120));

            assertThat(Duration.between(killed, story.lastTold())).isLessThan(Duration.ofSeconds(30));
            story.checkTold();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "millrace.long", matches = "true")
    void shouldRestoreNothingAfterACleanStop() throws Exception {
        InstanceProcess first = instance("first");
        story.awaitInstances(1);
        story.visitors("before", VISITORS);
        story.awaitAllTold(Duration.ofSeconds(60));

        assertThat(first.stop()).isTrue();

        try (java.util.stream.Stream<Path> files = java.nio.file.Files.walk(folder.resolve("first"))) {
            assertThat(files.filter(it -> it.endsWith(".checkpoint"))).hasSize(CartStory.PARTITIONS);
        }
    }

    private InstanceProcess instance(String name) throws IOException {
        return InstanceProcess.start(bootstrapServers, PREFIX, name, folder);
    }
}
