package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeShareTest {

    private long nanos;
    private final TimeShare share = new TimeShare(Duration.ofNanos(20), 0.5, () -> nanos);

    @Test
    void shouldLeaveTheThreadToEventsForItsShareWhenTheyUseIt() {
        assertThat(share.mayStart("a")).isTrue();
        work("a", 20);

        event(19);
        assertThat(share.mayStart("a")).isFalse();
        event(1);
        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldGoOnAtOnceWhereEventsLeaveTheThreadIdle() {
        share.mayStart("a");
        work("a", 20);

        nanos += 2;
        assertThat(share.mayStart("a")).as("too soon to tell").isFalse();
        nanos += 1;
        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldWaitAsLongAsEventsUseHalfOfTheTime() {
        share.mayStart("a");
        work("a", 20);

        event(5);
        nanos += 5;
        assertThat(share.mayStart("a")).isFalse();
        nanos += 1;
        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldForgetTheEventsBeforeASlice() {
        event(1_000);
        share.mayStart("a");
        work("a", 20);

        nanos += 3;
        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldNotRestAfterAShortTurn() {
        share.mayStart("a");
        work("a", 19);

        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldEndASliceWhenItsTimeIsUp() {
        TimeShare.Slice slice = share.start("a");
        nanos += 19;
        assertThat(slice.getAsBoolean()).isTrue();
        nanos += 1;
        assertThat(slice.getAsBoolean()).isFalse();
    }

    @Test
    void shouldLetTasksTakeTurns() {
        share.mayStart("a");
        work("a", 1);

        assertThat(share.mayStart("b")).isTrue();
        assertThat(share.mayStart("a")).isFalse();
        work("b", 1);
        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldNotWaitForATaskThatIsGone() {
        share.mayStart("gone");
        assertThat(share.mayStart("a")).isFalse();

        share.leave("gone");

        assertThat(share.mayStart("a")).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoShare() {
        assertThatThrownBy(() -> new TimeShare(Duration.ofNanos(1), 0, () -> nanos))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeShare(Duration.ofNanos(1), 1.1, () -> nanos))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void event(long time) {
        share.eventBegins();
        nanos += time;
        share.eventEnds();
    }

    private void work(String who, long time) {
        try (TimeShare.Slice slice = share.start(who)) {
            nanos += time;
            assertThat(slice.getAsBoolean()).isEqualTo(time < 20);
        }
    }
}
