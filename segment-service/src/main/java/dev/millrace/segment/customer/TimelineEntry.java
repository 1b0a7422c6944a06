package dev.millrace.segment.customer;

import java.time.Instant;

/** One line of a customer's recent past, for people to look at. */
public record TimelineEntry(Instant at, String name, String summary) {}
