package dev.millrace.segment;

import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.TimeShare;
import dev.millrace.segment.stream.census.CensusPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole flow with a single partition and without a broker. */
public final class OneTaskFlow {

    private OneTaskFlow() {}

    public static SegmentTopology topology(Topics topics, OpenPartitions partitions, Supplier<TimeShare> timers) {
        return new SegmentTopology(new FlowSettings(
                topics,
                partitions,
                partition -> Map.of(),
                timers,
                new Pace(0.5, System::nanoTime),
                new CensusPlan(1, Duration.ofHours(1))));
    }

    /** All timers that are due fire in one slice. */
    public static SegmentTopology topology(Topics topics, OpenPartitions partitions) {
        return topology(topics, partitions, () -> new TimeShare(Duration.ofDays(1), 1, () -> 0));
    }

    /** As in production, and with one file forced to disk for each record instead of one for each store. */
    public static TopologyTestDriver driver(SegmentTopology topology, Path state) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "one-task");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return new TopologyTestDriver(topology.build(), settings, Events.T0);
    }
}
