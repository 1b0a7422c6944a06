package dev.millrace.quickstart.command;

import dev.millrace.contract.Topics;
import dev.millrace.quickstart.platform.Health;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints records of a topic as they come, one JSON value on a line, until Ctrl-C. Only committed ones. */
@Command(
        name = "tail",
        description = "Prints segment transitions or message requests as they happen, one JSON value on a line.",
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    /** What can be followed. */
    enum Stream {
        TRANSITIONS,
        MESSAGES
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WHAT", description = "transitions or messages")
    private String what = "";

    @Option(names = "--from-start", description = "begin with the oldest record that is kept")
    private boolean fromStart;

    @Option(names = "--max", defaultValue = "0", description = "end after so many records; default: never")
    private long max;

    @Override
    public Integer call() throws Exception {
        List<String> topics = topics(stream());
        String kafka = Installation.here().addresses().kafkaBootstrap();
        if (!Health.canBeReached(kafka)) {
            throw new IllegalStateException("nobody answers at " + kafka + ", where Kafka should be; the containers"
                    + " publish it only with deploy/containers/with-kafka.yml");
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed", "enable.auto.commit", "false");
        PrintWriter out = spec.commandLine().getOut();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromStart) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            long printed = 0;
            while (max == 0 || printed < max) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null && (max == 0 || printed < max)) {
                        out.println(new String(record.value(), StandardCharsets.UTF_8));
                        printed++;
                    }
                }
                out.flush();
            }
        }
        return 0;
    }

    private Stream stream() {
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "transitions" -> Stream.TRANSITIONS;
            case "messages" -> Stream.MESSAGES;
            default -> throw new IllegalStateException("expected transitions or messages, found: " + what);
        };
    }

    private static List<String> topics(Stream stream) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        return switch (stream) {
            case TRANSITIONS -> List.of(topics.transitions().name());
            case MESSAGES ->
                List.of(
                        topics.transactionalMessages().name(),
                        topics.marketingMessages().name());
        };
    }
}
