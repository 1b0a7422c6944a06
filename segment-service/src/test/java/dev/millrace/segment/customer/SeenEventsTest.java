package dev.millrace.segment.customer;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenEventsTest {

    @Test
    void shouldKnowAnEventForADay() {
        SeenEvents seen = SeenEvents.EMPTY.with("e1", T0);

        assertThat(seen.contains("e1", T0)).isTrue();
        assertThat(seen.contains("e1", T0.plus(Duration.ofHours(24)))).isTrue();
        assertThat(seen.contains("e1", T0.plus(Duration.ofHours(25)))).isFalse();
        assertThat(seen.contains("e2", T0)).isFalse();
    }

    @Test
    void shouldForgetWhatIsOlderWithTheNext() {
        SeenEvents seen = SeenEvents.EMPTY.with("e1", T0).with("e2", T0.plus(Duration.ofHours(12)));

        SeenEvents later = seen.with("e3", T0.plus(Duration.ofHours(30)));

        assertThat(later.contains("e1", T0)).isFalse();
        assertThat(later.contains("e2", T0)).isTrue();
        assertThat(later.entries()).hasSize(12);
    }

    @Test
    void shouldTakeAnEarlierOneFromAnotherTopic() {
        SeenEvents seen = SeenEvents.EMPTY.with("e1", T0).with("e2", T0.minus(Duration.ofHours(2)));

        assertThat(seen.contains("e1", T0)).isTrue();
        assertThat(seen.contains("e2", T0)).isTrue();
        assertThat(seen.contains("e2", T0.plus(Duration.ofHours(23)))).isFalse();
    }

    @Test
    void shouldKeepTheNewestOfMany() {
        SeenEvents seen = SeenEvents.EMPTY;
        for (int i = 0; i <= SeenEvents.MAX_EVENTS; i++) {
            seen = seen.with("e" + i, T0);
        }

        assertThat(seen.contains("e0", T0)).isFalse();
        for (int i = 1; i <= SeenEvents.MAX_EVENTS; i++) {
            assertThat(seen.contains("e" + i, T0)).isTrue();
        }
    }

    @Test
    void shouldKnowWhatEitherOfTwoKnew() {
        SeenEvents one = SeenEvents.EMPTY.with("e1", T0);
        SeenEvents other = SeenEvents.EMPTY.with("e2", T0.plus(Duration.ofHours(3)));

        for (SeenEvents both : new SeenEvents[] {one.and(other), other.and(one)}) {
            assertThat(both.contains("e1", T0)).isTrue();
            assertThat(both.contains("e2", T0)).isTrue();
            assertThat(both.contains("e1", T0.plus(Duration.ofHours(25)))).isFalse();
            assertThat(both.contains("e2", T0.plus(Duration.ofHours(25)))).isTrue();
        }
        assertThat(one.and(SeenEvents.EMPTY)).isEqualTo(one);
        assertThat(SeenEvents.EMPTY.and(one)).isEqualTo(one);
    }

    @Test
    void shouldKnowForGoodWhatHappensOnce() {
        Instant later = T0.plus(Duration.ofDays(400));
        SeenEvents seen = SeenEvents.EMPTY.with("o-paid", T0).with("e1", T0.plusSeconds(1));

        for (SeenEvents each : new SeenEvents[] {
            seen, seen.with("e2", later), SeenEvents.EMPTY.with("e2", later).and(seen)
        }) {
            assertThat(each.contains("o-paid", later)).isTrue();
            assertThat(each.contains("e1", later)).isFalse();
            assertThat(SeenEvents.of(each.newest(), each.entries())).isEqualTo(each);
        }
    }

    @Test
    void shouldKeepTheNewestOfWhatHappensOnceBesideTheRest() {
        SeenEvents seen = SeenEvents.EMPTY;
        for (int i = 0; i < SeenEvents.MAX_EVENTS; i++) {
            seen = seen.with("e" + i, T0);
        }
        for (int i = 0; i <= SeenEvents.MAX_FOR_GOOD; i++) {
            seen = seen.with("o" + i, T0);
        }

        assertThat(seen.contains("o0", T0)).isFalse();
        assertThat(seen.entries()).hasSize(6 * (SeenEvents.MAX_EVENTS + SeenEvents.MAX_FOR_GOOD));
        for (int i = 1; i <= SeenEvents.MAX_FOR_GOOD; i++) {
            assertThat(seen.contains("o" + i, T0)).isTrue();
        }
        for (int i = 0; i < SeenEvents.MAX_EVENTS; i++) {
            assertThat(seen.contains("e" + i, T0)).isTrue();
        }
        assertThat(seen.and(seen).entries()).hasSize(seen.entries().length);
    }

    @Test
    void shouldReadBackWhatWasStored() {
        SeenEvents seen = SeenEvents.EMPTY.with("é", T0).with("e2", T0);

        assertThat(SeenEvents.of(seen.newest(), seen.entries())).isEqualTo(seen);
        assertThatThrownBy(() -> SeenEvents.of(1, new byte[7])).isInstanceOf(IllegalArgumentException.class);
    }
}
