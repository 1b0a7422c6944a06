package dev.millrace.segment.membership;

import java.time.Instant;

/** What a change of the rules does to a customer. */
public sealed interface Effect {

    /** It leaves them where they are. */
    record None() implements Effect {}

    /**
     * They stay where they are for now, but some rule changes its mind sooner than their record says they are looked at: they are
     * to be looked at then. {@link RuleHistory#caughtUp} finds the instant again, so nothing else need be written.
     */
    record Sooner(Instant due) implements Effect {}

    /** They enter or leave segments, or more is kept of them than before. */
    record Moved(Change change) implements Effect {}
}
