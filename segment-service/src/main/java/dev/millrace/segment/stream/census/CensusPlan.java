package dev.millrace.segment.stream.census;

import java.time.Duration;

/**
 * How the base is counted.
 *
 * @param partitions that all have to be counted
 * @param every in log time, how often
 */
public record CensusPlan(int partitions, Duration every) {}
