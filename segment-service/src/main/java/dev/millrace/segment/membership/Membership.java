package dev.millrace.segment.membership;

import java.time.Instant;

/** That the customer is in a segment, since when, and under which version of its definition. */
public record Membership(int version, Instant since) {}
