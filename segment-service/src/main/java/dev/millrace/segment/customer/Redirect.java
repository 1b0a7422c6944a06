package dev.millrace.segment.customer;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import java.time.Instant;

/**
 * That an id names another customer: what comes under it goes there. An id with a redirect has no customer of its own.
 *
 * @param claim by which it does
 * @param used log time of its last use, to the day
 */
public record Redirect(CustomerId target, Claim claim, Instant used) {}
