package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The state of an installation's service as its changelogs have it, to be given to many more customers. It is only bytes here:
 * wherever a key names a customer, a copy names another one; what names nobody is handed on as it is. Ids of seen events
 * are left out.
 */
final class StateCopy {

    private static final String APPLICATION = "segment-service-";
    private static final String CHANGELOG = "-changelog";
    private static final String SEEN = APPLICATION + "seen" + CHANGELOG;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final byte[] USER = "user:c".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 9;
    private static final int TELL_EVERY = 10;

    /** The newest record of a key. */
    private record Entry(String topic, int partition, byte[] key, byte[] value) {}

    private final int customers;
    private final List<Entry> entries;

    private StateCopy(int customers, List<Entry> entries) {
        this.customers = customers;
        this.entries = entries;
    }

    static StateCopy of(Installation installation, int customers) {
        List<Entry> entries = new ArrayList<>();
        for (String topic : changelogs(installation)) {
            entries.addAll(read(installation, topic));
        }
        return new StateCopy(customers, entries);
    }

    void into(Installation target, int many, Narrator narrator) {
        create(target);
        int copies = many / customers;
        try (KafkaProducer<byte[], byte[]> producer =
                Producers.fast(target.lab().bootstrap())) {
            for (int copy = 0; copy < copies; copy++) {
                if (copy % TELL_EVERY == 0) {
                    narrator.say("size: %,d of %,d customers copied", (long) copy * customers, many);
                }
                for (Entry entry : entries) {
                    send(producer, target, entry, copy);
                }
            }
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Installation target, Entry entry, int copy) {
        String topic = target.prefix() + entry.topic();
        int at = indexOfUser(entry.key());
        if (at >= 0) {
            byte[] key = entry.key().clone();
            long number = Long.parseLong(new String(key, at + USER.length, DIGITS, StandardCharsets.US_ASCII));
            long other = number + (long) copy * customers;
            byte[] digits = Act.userId(other).substring(1).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, key, at + USER.length, DIGITS);
            int partition = Topics.partitionOf(Act.customer(other), Lab.PARTITIONS);
            producer.send(new ProducerRecord<>(topic, partition, key, entry.value()));
        } else if (copy == 0) {
            producer.send(new ProducerRecord<>(topic, entry.partition(), entry.key(), entry.value()));
        }
    }

    private void create(Installation target) {
        List<NewTopic> topics = entries.stream()
                .map(Entry::topic)
                .distinct()
                .map(topic -> new NewTopic(target.prefix() + topic, Optional.of(Lab.PARTITIONS), Optional.empty())
                        .configs(Map.of("cleanup.policy", "compact")))
                .toList();
        try {
            target.lab().admin().createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static List<String> changelogs(Installation installation) {
        try {
            return installation.lab().admin().listTopics().names().get().stream()
                    .filter(name -> name.startsWith(installation.prefix() + APPLICATION) && name.endsWith(CHANGELOG))
                    .filter(name -> !name.endsWith(SEEN))
                    .sorted()
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static List<Entry> read(Installation installation, String topic) {
        Map<Bytes, Entry> newest = new HashMap<>();
        String name = topic.substring(installation.prefix().length());
        List<TopicPartition> places = IntStream.range(0, Lab.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        installation.lab().bootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    // a key without a customer stands in each partition
                    Bytes place = Bytes.wrap(
                            (record.partition() + "|" + new String(record.key(), StandardCharsets.ISO_8859_1))
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    if (record.value() == null) {
                        newest.remove(place);
                    } else {
                        newest.put(place, new Entry(name, record.partition(), record.key(), record.value()));
                    }
                }
            }
        }
        return List.copyOf(newest.values());
    }

    private static int indexOfUser(byte[] key) {
        for (int i = 0; i + USER.length + DIGITS <= key.length; i++) {
            int matched = 0;
            while (matched < USER.length && key[i + matched] == USER[matched]) {
                matched++;
            }
            if (matched == USER.length) {
                return i;
            }
        }
        return -1;
    }
}
