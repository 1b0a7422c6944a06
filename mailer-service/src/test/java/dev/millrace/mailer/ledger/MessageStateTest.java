package dev.millrace.mailer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.Messages;
import dev.millrace.mailer.ledger.MessageState.Accepted;
import dev.millrace.mailer.ledger.MessageState.Cancellable;
import dev.millrace.mailer.ledger.MessageState.Cancelled;
import dev.millrace.mailer.ledger.MessageState.Claimable;
import dev.millrace.mailer.ledger.MessageState.Claimed;
import dev.millrace.mailer.ledger.MessageState.Expired;
import dev.millrace.mailer.ledger.MessageState.Held;
import dev.millrace.mailer.ledger.MessageState.Queued;
import dev.millrace.mailer.ledger.MessageState.Rejected;
import dev.millrace.mailer.ledger.MessageState.RetryAt;
import dev.millrace.mailer.ledger.MessageState.Sending;
import dev.millrace.mailer.ledger.MessageState.Suppressed;
import dev.millrace.mailer.ledger.MessageState.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageStateTest {

    private static final Instant T0 = Messages.T0;
    private static final Instant LATER = T0.plusSeconds(60);
    private static final Lease LEASE = new Lease("mailer-1", LATER);

    /** State, its name, whether it ends the message, whether it can be cancelled, when a worker may take it. */
    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(new Queued(T0), "queued", false, true, T0),
                Arguments.of(new RetryAt(LATER, "busy"), "retry-at", false, true, LATER),
                Arguments.of(new Claimed(LEASE), "claimed", false, true, LATER),
                Arguments.of(new Sending(LEASE), "sending", false, false, null),
                Arguments.of(new Unknown("lost", Optional.of(LATER)), "unknown", false, false, LATER),
                Arguments.of(new Unknown("lost", Optional.empty()), "unknown", true, false, null),
                Arguments.of(new Accepted("250 ok"), "accepted", true, false, null),
                Arguments.of(new Rejected("550 no"), "rejected", true, false, null),
                Arguments.of(new Suppressed("unsubscribed"), "suppressed", true, false, null),
                Arguments.of(new Expired("stale"), "expired", true, false, null),
                Arguments.of(new Cancelled("ordered"), "cancelled", true, false, null),
                Arguments.of(new Held("no template"), "held", true, false, null));
    }

    @ParameterizedTest
    @MethodSource("states")
    void hasJustTheMovesOfItsKind(
            MessageState state, String code, boolean isFinal, boolean cancellable, Instant claimableFrom) {
        assertThat(state.code()).isEqualTo(code);
        assertThat(state.isFinal()).isEqualTo(isFinal);
        assertThat(state instanceof Cancellable).isEqualTo(cancellable);
        boolean claimable = state instanceof Claimable waiting && waiting.claimableAt(Instant.MAX);
        assertThat(claimable).isEqualTo(claimableFrom != null);
    }

    @ParameterizedTest
    @MethodSource("states")
    void isClaimedAtItsTimeAndNotBefore(
            MessageState state, String code, boolean isFinal, boolean cancellable, Instant claimableFrom) {
        if (claimableFrom == null) {
            return;
        }
        Claimable waiting = (Claimable) state;
        Lease next = new Lease("mailer-2", claimableFrom.plusSeconds(90));
        assertThatThrownBy(() -> waiting.claim(next, claimableFrom.minusMillis(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(waiting.claim(next, claimableFrom)).isEqualTo(new Claimed(next));
        assertThat(waiting.claim(next, claimableFrom.plusMillis(1))).isEqualTo(new Claimed(next));
    }

    @Test
    void onlyALeaseThatEndedLeavesAFateUnknown() {
        Sending sending = new Claimed(LEASE).begin(LEASE);
        assertThatThrownBy(() -> sending.abandon(LATER.minusMillis(1), Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mailer-1");
        assertThat(sending.abandon(LATER, Optional.empty()).isFinal()).isTrue();
    }

    @Test
    void pausesFollowTheScheduleAndRepeatTheLast() {
        RetrySchedule schedule = new RetrySchedule(java.util.List.of(Duration.ofSeconds(10), Duration.ofMinutes(2)));
        Instant valid = T0.plusSeconds(3600);
        assertThat(schedule.nextTry(1, T0, valid)).isEqualTo(T0.plusSeconds(10));
        assertThat(schedule.nextTry(2, T0, valid)).isEqualTo(T0.plusSeconds(120));
        assertThat(schedule.nextTry(9, T0, valid)).isEqualTo(T0.plusSeconds(120));
        assertThat(schedule.nextTry(1, valid.minusSeconds(3), valid)).isEqualTo(valid);
        assertThatThrownBy(() -> new RetrySchedule(java.util.List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
