package dev.millrace.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing and refuses to go on when one stands there that would lead to wrong results: with another
 * number of partitions a customer's events would be read by a task that does not have the customer; with the producers' time
 * instead of the broker's, timers would fire too early or never; without compaction definitions would be lost. Any service may run it, also several at once.
 */
public final class TopicSetup {

    /** Time is the broker's, and a definition must outlive all others of its id. */
    private static final List<String> FIXED = List.of("cleanup.policy", "message.timestamp.type");

    /** A record that does not fit would stop who writes it for good. */
    private static final String LARGEST = "max.message.bytes";

    private static final long TIMEOUT_SECONDS = 30;
    private static final long RETRY_MILLISECONDS = 100;

    private TopicSetup() {}

    /**
     * @throws NoAnswer if the broker does not answer
     * @throws IllegalStateException if a topic has another number of partitions, or is cleaned up or timed in another way
     */
    public static void ensure(Admin admin, Collection<Topic<?, ?>> topics, int partitions) {
        try {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
                            .configs(topic.settings()))
                    .toList();
            for (var created : admin.createTopics(missing).values().values()) {
                awaitCreated(created);
            }
            checkPartitions(admin, topics, partitions);
            checkSettings(admin, topics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted while making topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NoAnswer("Kafka did not answer while making topics: " + e, e);
        }
    }

    /** The broker did not answer: trying again later may help, unlike with a wrong number of partitions. */
    public static final class NoAnswer extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static void awaitCreated(org.apache.kafka.common.KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            created.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void checkPartitions(Admin admin, Collection<Topic<?, ?>> topics, int partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Integer> wrong = new TreeMap<>();
        Map<String, TopicDescription> found =
                describe(admin, topics.stream().map(Topic::name).toList());
        found.forEach((name, topic) -> {
            if (topic.partitions().size() != partitions) {
                wrong.put(name, topic.partitions().size());
            }
        });
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("these topics have another number of partitions than the configured "
                    + partitions + ": " + wrong + "; set millrace.topics.partitions to theirs");
        }
    }

    /** How long records are kept is the installation's business; what they are told by and what is dropped is not. */
    private static void checkSettings(Admin admin, Collection<Topic<?, ?>> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        Map<ConfigResource, Config> found = admin.describeConfigs(asked).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        List<String> wrong = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            Config config = found.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            for (String setting : FIXED) {
                String wanted = topic.settings().get(setting);
                ConfigEntry entry = config == null ? null : config.get(setting);
                if (wanted != null && entry != null && !wanted.equals(entry.value())) {
                    wrong.add(topic.name() + ": " + setting + " is " + entry.value() + " and must be " + wanted);
                }
            }
            String least = topic.settings().get(LARGEST);
            ConfigEntry largest = config == null ? null : config.get(LARGEST);
            if (least != null && largest != null && Long.parseLong(largest.value()) < Long.parseLong(least)) {
                wrong.add(topic.name() + ": " + LARGEST + " is " + largest.value() + " and must be at least " + least);
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("these topics are set up in another way than Millrace needs them, change"
                    + " them with kafka-configs.sh: " + String.join("; ", wrong));
        }
    }

    /** A broker does not know a topic at once that the controller has just made. */
    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                boolean patient = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
                if (!patient || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLISECONDS);
            }
        }
    }
}
