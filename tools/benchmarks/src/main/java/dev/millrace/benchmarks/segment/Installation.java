package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Topics under a prefix of their own, and who reads them: the service, and the bare topology. */
final class Installation implements AutoCloseable {

    private static final String BARE_OUTPUT = "bare-output";
    private static final int ATTEMPTS = 100;

    private final Lab lab;
    private final String prefix;
    private final Topics topics;

    private Installation(Lab lab, String prefix) {
        this.lab = lab;
        this.prefix = prefix;
        this.topics = new Topics(prefix);
    }

    static Installation in(Lab lab, String prefix) {
        Installation made = new Installation(lab, prefix);
        TopicSetup.ensure(lab.admin(), made.topics.all(), Lab.PARTITIONS);
        await(() -> lab.admin()
                .createTopics(List.of(new NewTopic(made.bareOutput(), Optional.of(Lab.PARTITIONS), Optional.empty())))
                .all()
                .get());
        made.awaitLeaders();
        return made;
    }

    /** A new topic is known before its partitions have their leaders, and a producer may lose its place over that. */
    private void awaitLeaders() {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < Lab.PARTITIONS; partition++) {
            for (Topic<?, ?> topic : topics.all()) {
                asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
            asked.put(new TopicPartition(bareOutput(), partition), OffsetSpec.latest());
        }
        await(() -> {
            for (int tried = 1; ; tried++) {
                try {
                    return lab.admin().listOffsets(asked).all().get();
                } catch (ExecutionException e) {
                    if (tried == ATTEMPTS || !(e.getCause() instanceof RetriableException)) {
                        throw e;
                    }
                    Pause.millis(200);
                }
            }
        });
    }

    Lab lab() {
        return lab;
    }

    Topics topics() {
        return topics;
    }

    String prefix() {
        return prefix;
    }

    String bareOutput() {
        return prefix + BARE_OUTPUT;
    }

    Path folder() {
        return lab.folder().resolve(prefix + "state");
    }

    List<String> eventTopics() {
        return topics.events().stream().map(Topic::name).toList();
    }

    /** Writes definitions where they stand in every installation: once into each partition. */
    void define(Collection<SegmentDefinition> definitions) {
        Topic<String, SegmentDefinition> topic = topics.segmentDefinitions();
        try (KafkaProducer<byte[], byte[]> producer = Producers.fast(lab.bootstrap())) {
            for (SegmentDefinition definition : definitions) {
                byte[] key = definition.id().getBytes(StandardCharsets.UTF_8);
                byte[] value = topic.valueSerde().serializer().serialize(topic.name(), definition);
                for (int partition = 0; partition < Lab.PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(topic.name(), partition, key, value));
                }
            }
        }
    }

    /** Takes its topics away, to give the disk free. */
    @Override
    public void close() {
        List<String> mine = new ArrayList<>();
        await(() -> {
            try (Stream<String> all = lab.admin().listTopics().names().get().stream()) {
                all.filter(name -> name.startsWith(prefix)).forEach(mine::add);
            }
            lab.admin().deleteTopics(mine).all().get();
            return mine;
        });
    }

    private interface Asked<T> {
        T answer() throws ExecutionException, InterruptedException;
    }

    private static <T> void await(Asked<T> asked) {
        try {
            asked.answer();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }
}
