package dev.millrace.segment.time;

/**
 * Offsets of a topic that no record carries and none will: ends of transactions, records of aborted ones, what was expired
 * or compacted away.
 *
 * @param from the first of them
 * @param to the offset after the last
 */
public record Gap(String topic, long from, long to) {}
