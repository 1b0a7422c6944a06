package dev.millrace.mailer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Instant now = Messages.T0;
    private final Rounds rounds = new Rounds(() -> now, PAUSE);

    @Test
    void looksAtOnceAndThenOncePerPause() {
        assertThat(rounds.due()).isTrue();
        rounds.read(List.of("a"), 2);
        assertThat(rounds.due()).isFalse();
        assertThat(rounds.untilNext()).isEqualTo(PAUSE);
        now = now.plusMillis(999);
        assertThat(rounds.untilNext()).isEqualTo(Duration.ofMillis(1));
        now = now.plusMillis(1);
        assertThat(rounds.due()).isTrue();
        now = now.plusSeconds(60);
        assertThat(rounds.untilNext()).isZero();
    }

    @Test
    void aFullPageIsFollowedByTheNextAndTheLastOneByANewRound() {
        assertThat(rounds.after()).isEmpty();
        assertThat(rounds.begins()).isTrue();
        rounds.read(List.of("a", "b"), 2);
        assertThat(rounds.due()).isTrue();
        assertThat(rounds.after()).isEqualTo("b");
        assertThat(rounds.begins()).isFalse();
        rounds.read(List.of("c"), 2);
        assertThat(rounds.due()).isFalse();
        assertThat(rounds.begins()).isTrue();
        assertThat(rounds.after()).isEmpty();
    }

    @Test
    void aPageThatCouldNotBeReadIsReadAgainLater() {
        rounds.read(List.of("a", "b"), 2);
        rounds.failed();
        assertThat(rounds.due()).isFalse();
        now = now.plus(PAUSE);
        assertThat(rounds.due()).isTrue();
        assertThat(rounds.after()).isEqualTo("b");
    }

    @Test
    void aClockThatWasPutBackDelaysByAPauseAtMost() {
        rounds.read(List.of(), 2);
        now = now.minusSeconds(3600);
        assertThat(rounds.untilNext()).isEqualTo(PAUSE);
        now = now.plus(PAUSE);
        assertThat(rounds.due()).isTrue();
    }
}
