package dev.millrace.contract;

import java.time.Instant;
import java.util.Objects;

/**
 * That an event named two ids together. Claims on an id are ordered by when they were made, whenever they arrive.
 *
 * @param at when the event happened
 * @param tie orders claims of the same instant; taken from the event's id
 * @param byServer whether the shop itself said so, and not a visitor's browser
 */
public record Claim(Instant at, long tie, boolean byServer) implements Comparable<Claim> {

    public Claim {
        Objects.requireNonNull(at, "at");
    }

    @Override
    public int compareTo(Claim other) {
        int order = at.compareTo(other.at);
        return order == 0 ? Long.compare(tie, other.tie) : order;
    }
}
