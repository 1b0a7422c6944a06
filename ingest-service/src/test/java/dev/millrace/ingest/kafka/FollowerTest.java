package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.key.SourceBook;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private final Topic<String, IngestSource> topic = new Topics("t.").ingestSources();
    private final TopicPartition partition = new TopicPartition(topic.name(), FollowedTopic.PARTITION);
    private final SourceBook book = new SourceBook(List.of());

    @Test
    void shouldGoOnWhateverGoesWrong() throws Exception {
        MockConsumer<byte[], byte[]> sound = consumer();
        sound.schedulePollTask(() -> sound.addRecord(record("app")));

        follow(
                () -> {
                    throw new IllegalArgumentException("no such setting");
                },
                () -> failing(new IllegalStateException("not now")),
                () -> failing(new StackOverflowError()),
                () -> sound);

        assertThat(book.byName("app")).isPresent();
    }

    @SafeVarargs
    private void follow(Supplier<Consumer<byte[], byte[]>>... attempts) throws Exception {
        Iterator<Supplier<Consumer<byte[], byte[]>>> next = List.of(attempts).iterator();
        CompletableFuture<Void> read = new CompletableFuture<>();
        try (Follower<IngestSource> follower =
                new Follower<>(() -> next.next().get(), topic, sources -> book.store(sources.values()))) {
            follower.whenRead(0, read);
            follower.start();
            read.get(30, TimeUnit.SECONDS);
        }
    }

    private MockConsumer<byte[], byte[]> failing(Throwable failure) {
        MockConsumer<byte[], byte[]> consumer = consumer();
        consumer.schedulePollTask(() -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
        return consumer;
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 1L));
        return consumer;
    }

    private ConsumerRecord<byte[], byte[]> record(String name) {
        IngestSource source = new IngestSource(
                name,
                IngestSource.Kind.SERVER,
                List.of(new IngestSource.Key(ApiKeyHash.ofKey("key").sha256(), null)),
                Set.of(),
                null,
                null);
        return new ConsumerRecord<>(
                topic.name(),
                FollowedTopic.PARTITION,
                0,
                topic.keySerde().serializer().serialize(topic.name(), name),
                topic.valueSerde().serializer().serialize(topic.name(), source));
    }
}
