package dev.millrace.mailer.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.pacing.Turn.Later;
import dev.millrace.mailer.pacing.Turn.Never;
import dev.millrace.mailer.pacing.Turn.Now;
import dev.millrace.mailer.pacing.Turn.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant LATE = T0.plus(Duration.ofDays(30));
    private static final String GMAIL = "gmail.example";

    @Test
    void withoutARateNobodyWaits() {
        Pacing pacing = new Pacing(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        for (int i = 0; i < 1_000; i++) {
            assertThat(pacing.atDomain(GMAIL, T0, LATE)).isInstanceOf(Now.class);
            assertThat(pacing.atRelay(T0, LATE)).isInstanceOf(Now.class);
        }
    }

    @Test
    void aDomainGetsASecondsWorthAtOnceAndThenItsRate() {
        Pacing pacing = domain("4/s");
        for (int i = 0; i < 5; i++) {
            assertThat(pacing.atDomain(GMAIL, T0, LATE)).isInstanceOf(Now.class);
        }
        assertThat(pacing.atDomain(GMAIL, T0, LATE)).isEqualTo(new Later(T0.plusMillis(250), Queue.DOMAIN));
        assertThat(pacing.atDomain(GMAIL, T0, LATE)).isEqualTo(new Later(T0.plusMillis(500), Queue.DOMAIN));
        assertThat(pacing.atDomain("other.example", T0, LATE)).isInstanceOf(Now.class);
    }

    /** However they come, no second has more than twice the rate, and no hour more than the rate and a second's worth. */
    @Test
    void noTimeHasMoreThanAgreed() {
        Pacing pacing = domain("10/s");
        int inFirstMinute = 0;
        for (int i = 0; i < 10_000; i++) {
            Instant now = T0.plusMillis(i % 500);
            Turn turn = pacing.atDomain(GMAIL, now, LATE);
            Instant at = turn instanceof Later later ? later.at() : now;
            inFirstMinute += at.isBefore(T0.plusSeconds(60)) ? 1 : 0;
        }
        assertThat(inFirstMinute).isBetween(600, 611);
    }

    @Test
    void aMailThatWouldBeStaleTakesNoPlace() {
        Pacing pacing = domain("1/m");
        assertThat(pacing.atDomain(GMAIL, T0, T0.plusSeconds(90))).isInstanceOf(Now.class);
        assertThat(pacing.atDomain(GMAIL, T0, T0.plusSeconds(90)))
                .isEqualTo(new Later(T0.plusSeconds(59), Queue.DOMAIN));
        assertThat(pacing.atDomain(GMAIL, T0, T0.plusSeconds(90))).isInstanceOf(Never.class);
        assertThat(pacing.atDomain(GMAIL, T0, LATE)).isEqualTo(new Later(T0.plusSeconds(119), Queue.DOMAIN));
    }

    @Test
    void transactionalMailTakesItsPlaceWithoutWaiting() {
        Pacing pacing = domain("1/m");
        pacing.took(GMAIL, T0);
        assertThat(pacing.atDomain(GMAIL, T0, LATE)).isEqualTo(new Later(T0.plusSeconds(59), Queue.DOMAIN));
    }

    @Test
    void aDomainThatAsksForLessIsLeftAlone() {
        Pacing pacing = new Pacing(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        pacing.pause(GMAIL, T0.plusSeconds(30), T0);
        pacing.pause(GMAIL, T0.plusSeconds(10), T0);
        assertThat(pacing.atDomain(GMAIL, T0, LATE)).isEqualTo(new Later(T0.plusSeconds(30), Queue.DOMAIN));
        assertThat(pacing.atDomain(GMAIL, T0.plusMillis(29_999), LATE)).isInstanceOf(Later.class);
        assertThat(pacing.atDomain(GMAIL, T0.plusSeconds(30), LATE)).isInstanceOf(Now.class);
    }

    @Test
    void theRelayHasARateForAllDomains() {
        Pacing pacing = new Pacing(Optional.of(Rate.of("1/s")), Optional.empty(), Map.of(), Optional.empty());
        assertThat(pacing.atRelay(T0, LATE)).isInstanceOf(Now.class);
        assertThat(pacing.atRelay(T0, LATE)).isInstanceOf(Now.class);
        assertThat(pacing.atRelay(T0, LATE)).isEqualTo(new Later(T0.plusSeconds(1), Queue.RELAY));
    }

    @Test
    void aNewSenderBeginsSlowlyAndThenAsAgreed() {
        WarmUp warmUp = new WarmUp(T0, List.of(24, 48));
        Pacing pacing = new Pacing(Optional.of(Rate.of("100/s")), Optional.of(warmUp), Map.of(), Optional.empty());
        assertThat(count(pacing, T0, T0.plus(Duration.ofDays(1)))).isBetween(24, 26);
        assertThat(count(pacing, T0.plus(Duration.ofDays(1)), T0.plus(Duration.ofDays(2))))
                .isBetween(46, 50);
        Instant after = T0.plus(Duration.ofDays(2)).plus(Duration.ofHours(1));
        assertThat(pacing.atRelay(after, LATE)).isInstanceOf(Now.class);
        assertThat(pacing.atRelay(after, LATE)).isInstanceOf(Now.class);
        assertThat(warmUp.at(T0.minusSeconds(1))).contains(Rate.of("24/d"));
        assertThat(warmUp.at(T0.plus(Duration.ofDays(2)).minusMillis(1))).contains(Rate.of("48/d"));
        assertThat(warmUp.at(T0.plus(Duration.ofDays(2)))).isEmpty();
    }

    /** How many go at once, asking each minute. */
    private static int count(Pacing pacing, Instant from, Instant until) {
        int sent = 0;
        for (Instant now = from; now.isBefore(until); now = now.plusSeconds(60)) {
            // a mail that may not wait at all
            sent += pacing.atRelay(now, now.plusMillis(1)) instanceof Now ? 1 : 0;
        }
        return sent;
    }

    @Test
    void someRefusalsWithinATimeStopACampaign() {
        StopRule rule = new StopRule(3, Duration.ofHours(1));
        Instant first = T0.minus(Duration.ofHours(1));
        assertThat(rule.stops(List.of(first, T0, T0), T0)).isTrue();
        assertThat(rule.stops(List.of(first.minusMillis(1), T0, T0), T0)).isFalse();
        assertThat(rule.stops(List.of(T0, T0), T0)).isFalse();
        assertThatThrownBy(() -> new StopRule(0, Duration.ofHours(1)))
                .hasMessageContaining("millrace.smtp.stop.refusals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "0/s", "-1/s", "20/week", "20 / s", "1.5/s", "9999999999/s"})
    void whatIsNoRateIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Rate.of(text)).hasMessageContaining("expected one such as 20/s");
    }

    @Test
    void aDayOfAWarmUpHasMails() {
        assertThatThrownBy(() -> new WarmUp(T0, List.of(50, 0))).hasMessageContaining("millrace.smtp.warm-up.per-day");
    }

    private static Pacing domain(String rate) {
        return new Pacing(Optional.empty(), Optional.empty(), Map.of(GMAIL, Rate.of(rate)), Optional.empty());
    }
}
