package dev.millrace.segment.feed;

import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The transitions of all partitions, committed ones only, for whoever listens at this instance. */
@Singleton
public class TransitionFeed {

    private final LiveFeed live;

    TransitionFeed(
            Topics topics,
            SegmentConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100);
        this.live = new LiveFeed(
                topics.transitions().name(),
                config.topics().partitions(),
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * @param from where a listener left off; empty from now on
     * @throws FeedFull if there are too many listeners
     */
    public Multi<FeedItem> follow(FeedFilter filter, Optional<FeedPlace> from) {
        live.requireRoom();
        Flow.Publisher<FeedItem> publisher = subscriber -> live.listen(filter, from, subscriber);
        return Multi.createFrom().publisher(publisher);
    }

    @PreDestroy
    void stop() {
        live.stop();
    }
}
