package dev.millrace.contract;

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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing and refuses to go on when one stands there with another number of partitions: a
 * customer's events would be read by a task that does not have the customer. Any service may run it, also several at once.
 */
public final class TopicSetup {

    private static final long TIMEOUT_SECONDS = 30;
    private static final long RETRY_MILLISECONDS = 100;

    private TopicSetup() {}

    /**
     * @throws NoAnswer if the broker does not answer
     * @throws IllegalStateException if a topic has another number of partitions
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
