package dev.millrace.segment.stream;

import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.FlowSettings;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.stream.census.CensusPlan;
import dev.millrace.segment.stream.ticks.TickLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The streams of one instance as a process of its own, so that it can be killed: {@code Instance BOOTSTRAP PREFIX NAME
 * FOLDER}. Without HTTP, which needs the packaged service.
 */
final class Instance {

    private Instance() {}

    public static void main(String[] arguments) throws Exception {
        String bootstrapServers = arguments[0];
        Topics topics = new Topics(arguments[1]);
        String application = arguments[1] + "segment-service";
        OpenPartitions partitions = new OpenPartitions(Retention.DEFAULT);
        Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        CommittedOffsets committed = new GroupOffsets(
                admin, application, topics.events().stream().map(Topic::name).toList());
        SegmentTopology topology = new SegmentTopology(new FlowSettings(
                topics,
                partitions,
                committed,
                () -> new TimeShare(Duration.ofMillis(20), 0.25, System::nanoTime),
                new Pace(0.3, System::nanoTime),
                new CensusPlan(4, Duration.ofHours(1))));
        KafkaStreams streams = new KafkaStreams(
                topology.build(), StreamSettings.of(bootstrapServers, arguments[2], arguments[3], application));
        streams.setUncaughtExceptionHandler(new ReplaceFailedThread());
        TickLoop ticks = new TickLoop(topics, partitions, admin, new SimpleMeterRegistry(), bootstrapServers);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ticks.stop();
            streams.close();
        }));
        streams.start();
        ticks.start(Duration.ofMillis(250));
    }
}
