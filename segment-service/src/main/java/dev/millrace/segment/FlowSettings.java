package dev.millrace.segment;

import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.CommittedOffsets;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.TimeShare;
import dev.millrace.segment.stream.census.CensusPlan;
import java.util.function.Supplier;

/**
 * What the flow is made with.
 *
 * @param partitions tells the rest of the process of what is worked on here
 * @param timerShare makes the bounds of the timers of one thread
 * @param pace of sweeps and the census together
 */
public record FlowSettings(
        Topics topics,
        OpenPartitions partitions,
        CommittedOffsets committed,
        Supplier<TimeShare> timerShare,
        Pace pace,
        CensusPlan census) {}
