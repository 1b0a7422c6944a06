package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogsTest {

    private static final String LARGEST = "max.message.bytes";
    private static final int WANTED = 3_000_000;

    @TempDir
    Path folder;

    private BackingServices broker;
    private Admin admin;

    @BeforeEach
    void start() {
        broker = BackingServices.start(folder.resolve("broker"), Set.of(BackingService.KAFKA));
        admin = Admin.create(Map.of("bootstrap.servers", broker.configuration().get("kafka.bootstrap.servers")));
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldWidenThoseOfAnEarlierReleaseAndNoOtherTopic() throws Exception {
        make("app-customers-changelog", 1_000_000);
        make("app-timeline-changelog", 4_000_000);
        make("application-customers-changelog", 1_000_000);
        make("app-events", 1_000_000);

        Changelogs.widen(admin, "app", WANTED);
        Changelogs.widen(admin, "app", WANTED);

        assertThat(largest("app-customers-changelog")).isEqualTo(WANTED);
        assertThat(largest("app-timeline-changelog")).isEqualTo(4_000_000);
        assertThat(largest("application-customers-changelog")).isEqualTo(1_000_000);
        assertThat(largest("app-events")).isEqualTo(1_000_000);
    }

    @Test
    void shouldDoNothingWhereThereAreNone() {
        Changelogs.widen(admin, "app", WANTED);
    }

    private void make(String topic, int bytes) throws Exception {
        NewTopic made = new NewTopic(topic, 1, (short) 1).configs(Map.of(LARGEST, Integer.toString(bytes)));
        admin.createTopics(List.of(made)).all().get();
    }

    private int largest(String topic) throws Exception {
        ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Integer.parseInt(admin.describeConfigs(List.of(asked))
                .all()
                .get()
                .get(asked)
                .get(LARGEST)
                .value());
    }
}
