package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The contract's topics on a real broker. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class TopicSetupTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void shouldMakeEveryTopicAsTheContractSays() throws Exception {
        List<Topic<?, ?>> topics = new Topics("all.").all();
        try (Admin admin = admin()) {
            TopicSetup.ensure(admin, topics, 3);

            for (Topic<?, ?> topic : topics) {
                Config made = configOf(admin, topic.name());
                topic.settings().forEach((setting, value) -> assertThat(
                                made.get(setting).value())
                        .as(topic.name() + " " + setting)
                        .isEqualTo(value));
            }
            assertThat(admin.describeTopics(topics.stream().map(Topic::name).toList())
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
        }
    }

    @Test
    void shouldLeaveTopicsThatAreThereAlone() {
        List<Topic<?, ?>> topics = new Topics("again.").all();
        try (Admin admin = admin()) {
            TopicSetup.ensure(admin, topics.subList(0, 3), 2);
            TopicSetup.ensure(admin, topics, 2);
            TopicSetup.ensure(admin, topics, 2);
        }
    }

    @Test
    void shouldRefuseATopicThatIsTimedOrCleanedInAnotherWay() throws Exception {
        Topics topics = new Topics("by-hand.");
        NewTopic made = new NewTopic(topics.segmentDefinitions().name(), 2, (short) 1)
                .configs(Map.of("cleanup.policy", "delete", "message.timestamp.type", "CreateTime"));
        try (Admin admin = admin()) {
            admin.createTopics(List.of(made)).all().get();

            assertThatThrownBy(() -> TopicSetup.ensure(admin, topics.all(), 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cleanup.policy is delete and must be compact")
                    .hasMessageContaining("message.timestamp.type is CreateTime and must be LogAppendTime");
        }
    }

    @Test
    void shouldRefuseATopicThatHasNoRoomForItsRecords() throws Exception {
        Topics topics = new Topics("narrow.");
        NewTopic made = new NewTopic(topics.moves().name(), 2, (short) 1)
                .configs(Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "1000000"));
        try (Admin admin = admin()) {
            admin.createTopics(List.of(made)).all().get();

            assertThatThrownBy(() -> TopicSetup.ensure(admin, topics.all(), 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("narrow.events.moved: max.message.bytes is 1000000 and must be at least");
        }
    }

    @Test
    void shouldLetSeveralServicesMakeThemAtOnce() {
        List<Topic<?, ?>> topics = new Topics("at-once.").all();

        CompletableFuture<?>[] services = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    try (Admin admin = admin()) {
                        TopicSetup.ensure(admin, topics, 2);
                    }
                }))
                .limit(4)
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(services)).succeedsWithin(java.time.Duration.ofSeconds(30));
    }

    @Test
    void shouldRefuseATopicWithAnotherNumberOfPartitions() {
        List<Topic<?, ?>> topics = new Topics("other.").all();
        try (Admin admin = admin()) {
            TopicSetup.ensure(admin, topics.subList(0, 1), 2);

            assertThatThrownBy(() -> TopicSetup.ensure(admin, topics, 3))
                    .isInstanceOf(IllegalStateException.class)
                    .isNotInstanceOf(TopicSetup.NoAnswer.class)
                    .hasMessageContaining("{other.events.site=2}")
                    .hasMessageContaining("millrace.topics.partitions");
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static Config configOf(Admin admin, String topic) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
}
