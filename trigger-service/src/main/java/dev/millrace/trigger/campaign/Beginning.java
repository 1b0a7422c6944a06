package dev.millrace.trigger.campaign;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.expression.Scope;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What starts a campaign. */
public sealed interface Beginning {

    /** Whether this transition starts it. */
    boolean is(SegmentTransition transition);

    /** What expressions may say of it. */
    Scope scope();

    /** What is awaited on the topic of transitions; empty where nothing is. */
    Optional<Awaited> awaited();

    /** Something happens to a customer. */
    record When(Awaited what) implements Beginning {

        @Override
        public boolean is(SegmentTransition transition) {
            return what.is(transition);
        }

        @Override
        public Scope scope() {
            return what instanceof Awaited.Occurred occurred
                    ? Scope.ofEvent(occurred.event().properties())
                    : Scope.ofSegment();
        }

        @Override
        public Optional<Awaited> awaited() {
            return Optional.of(what);
        }
    }

    /** A day comes that comes once a year. */
    record OnDate(Anniversary anniversary) implements Beginning {

        private Awaited entering() {
            return new Awaited.Entered(anniversary.segment());
        }

        @Override
        public boolean is(SegmentTransition transition) {
            return entering().is(transition);
        }

        @Override
        public Scope scope() {
            return Scope.plain();
        }

        @Override
        public Optional<Awaited> awaited() {
            return Optional.of(entering());
        }
    }

    /**
     * All who are in a segment at an instant, or when the clock on their wall shows a time.
     *
     * @param at null if it is by the clock
     * @param local null if it is at an instant
     * @param rate null does not pace it
     */
    record Broadcast(String segment, @Nullable Instant at, @Nullable LocalDateTime local, @Nullable Rate rate)
            implements Beginning {

        /** Nowhere is a clock farther ahead. */
        private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);

        public Broadcast {
            if ((at == null) == (local == null)) {
                throw new IllegalArgumentException("a broadcast is at an instant or by the clock");
            }
        }

        /** The same as long as it is for the same people at the same time: a new version of the document changes no run. */
        public String run(String campaign) {
            return StableDigest.id("broadcast", campaign, segment, String.valueOf(at), String.valueOf(local));
        }

        /** When it is time for the first of them. */
        public Instant begins() {
            return at == null ? time().toInstant(FIRST) : at;
        }

        /** When it is time for somebody who lives there. */
        public Instant begins(ZoneId zone) {
            return at == null ? time().atZone(zone).toInstant() : at;
        }

        private LocalDateTime time() {
            if (local == null) {
                throw new IllegalStateException("it is at an instant");
            }
            return local;
        }

        @Override
        public boolean is(SegmentTransition transition) {
            return false;
        }

        @Override
        public Scope scope() {
            return Scope.ofSegment();
        }

        @Override
        public Optional<Awaited> awaited() {
            return Optional.empty();
        }
    }
}
