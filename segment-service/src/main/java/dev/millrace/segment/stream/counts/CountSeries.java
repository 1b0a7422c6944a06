package dev.millrace.segment.stream.counts;

import java.time.Duration;
import java.time.Instant;

/**
 * How finely the past of a count is kept, and for how long. Each is a ring of slots, so a segment takes the same room for
 * ever: the value in a slot says which instant it is of.
 */
public enum CountSeries {
    MINUTES('m', Duration.ofMinutes(1), 120),
    HOURS('h', Duration.ofHours(1), 168),
    DAYS('d', Duration.ofDays(1), 731);

    private final char letter;
    private final Duration step;
    private final int slots;

    CountSeries(char letter, Duration step, int slots) {
        this.letter = letter;
        this.step = step;
        this.slots = slots;
    }

    public Duration step() {
        return step;
    }

    public int slots() {
        return slots;
    }

    char letter() {
        return letter;
    }

    /** The beginning of the slot that an instant lies in. */
    public Instant slotOf(Instant instant) {
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    int place(Instant slot) {
        return (int) Math.floorMod(slot.toEpochMilli() / step.toMillis(), (long) slots);
    }
}
