package dev.millrace.mailer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.Messages;
import dev.millrace.mailer.ledger.MessageState.Accepted;
import dev.millrace.mailer.ledger.MessageState.Claimed;
import dev.millrace.mailer.ledger.MessageState.Held;
import dev.millrace.mailer.ledger.MessageState.Rejected;
import dev.millrace.mailer.ledger.MessageState.RetryAt;
import dev.millrace.mailer.ledger.MessageState.Sending;
import dev.millrace.mailer.ledger.MessageState.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgementTest {

    private static final Instant T0 = Messages.T0;
    private static final Lease LEASE = new Lease("mailer-1", T0.plusSeconds(60));
    private static final Judgement JUDGEMENT =
            new Judgement(new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofSeconds(30))));
    private static final MessageRequested MARKETING = Messages.marketing("m");
    private static final MessageRequested TRANSACTIONAL = Messages.transactional("t");

    /** Request, how the hand-over ended, the state it ends in. */
    static Stream<Arguments> whileSending() {
        return Stream.of(
                Arguments.of(MARKETING, new HandOver.Taken("250 ok"), new Accepted("250 ok")),
                Arguments.of(
                        MARKETING,
                        new HandOver.Deferred(451, "451 later"),
                        new RetryAt(T0.plusSeconds(10), "451 later")),
                Arguments.of(MARKETING, new HandOver.Refused(554, Refusal.OTHER, "554 spam"), new Rejected("554 spam")),
                Arguments.of(MARKETING, new HandOver.Unreachable("cut"), new RetryAt(T0.plusSeconds(10), "cut")),
                Arguments.of(MARKETING, new HandOver.AnswerLost("cut"), new Unknown("cut", Optional.empty())),
                Arguments.of(
                        TRANSACTIONAL,
                        new HandOver.AnswerLost("cut"),
                        new Unknown("cut", Optional.of(T0.plusSeconds(10)))));
    }

    @ParameterizedTest
    @MethodSource("whileSending")
    void judgesWhatHappenedToTheContent(MessageRequested request, HandOver end, MessageState expected) {
        assertThat(JUDGEMENT.afterHandOver(entry(request, new Sending(LEASE), 0), end, T0))
                .contains(expected);
    }

    static Stream<Arguments> beforeTheContent() {
        return Stream.of(
                Arguments.of(new HandOver.Deferred(450, "450 busy"), new RetryAt(T0.plusSeconds(10), "450 busy")),
                Arguments.of(new HandOver.Refused(550, Refusal.ADDRESS, "550 who"), new Rejected("550 who")),
                Arguments.of(new HandOver.Unreachable("refused"), new RetryAt(T0.plusSeconds(10), "refused")),
                Arguments.of(new HandOver.Unsendable("bad"), new Held("bad")));
    }

    @ParameterizedTest
    @MethodSource("beforeTheContent")
    void judgesWhatHappenedBeforeIt(HandOver end, MessageState expected) {
        assertThat(JUDGEMENT.afterHandOver(entry(MARKETING, new Claimed(LEASE), 0), end, T0))
                .contains(expected);
    }

    @Test
    void aRevokedMessageIsLeftAlone() {
        assertThat(JUDGEMENT.afterHandOver(entry(MARKETING, new Claimed(LEASE), 0), new HandOver.Revoked(), T0))
                .isEmpty();
    }

    @Test
    void pausesGrowWithTheAttempts() {
        HandOver end = new HandOver.Unreachable("refused");
        assertThat(JUDGEMENT.afterHandOver(entry(MARKETING, new Claimed(LEASE), 1), end, T0))
                .contains(new RetryAt(T0.plusSeconds(30), "refused"));
    }

    @Test
    void aTransactionalMessageThatIsStaleIsNotSentAgain() {
        Instant after = TRANSACTIONAL.validUntil();
        assertThat(JUDGEMENT.afterHandOver(
                        entry(TRANSACTIONAL, new Sending(LEASE), 0), new HandOver.AnswerLost("cut"), after))
                .contains(new Unknown("cut", Optional.empty()));
    }

    @Test
    void anAbandonedMessageIsSentAgainOnlyIfTransactional() {
        Sending sending = new Sending(LEASE);
        Instant end = LEASE.until();
        assertThat(JUDGEMENT
                        .abandoned(entry(MARKETING, sending, 0), sending, end)
                        .sendAgainAt())
                .isEmpty();
        assertThat(JUDGEMENT
                        .abandoned(entry(TRANSACTIONAL, sending, 0), sending, end)
                        .sendAgainAt())
                .contains(end.plusSeconds(10));
    }

    @Test
    void contentWithoutTheLedgersPermissionIsABrokenContract() {
        assertThatThrownBy(() -> JUDGEMENT.afterHandOver(
                        entry(MARKETING, new Claimed(LEASE), 0), new HandOver.Taken("250 ok"), T0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> JUDGEMENT.afterHandOver(
                        entry(MARKETING, new Accepted("250 ok"), 0), new HandOver.Taken("250 ok"), T0))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Request, answers lost before, attempts before, seconds until it is sent again or null if it is not. */
    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                Arguments.of(TRANSACTIONAL, 0, 0, 10),
                Arguments.of(TRANSACTIONAL, 0, 1, 30),
                Arguments.of(TRANSACTIONAL, 1, 1, null),
                Arguments.of(TRANSACTIONAL, 1, 5, null),
                Arguments.of(TRANSACTIONAL, 2, 2, null),
                Arguments.of(MARKETING, 0, 0, null),
                Arguments.of(MARKETING, 1, 1, null));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aLostAnswerIsFollowedByOneMoreTryAtMost(
            MessageRequested request, int lostBefore, int attempts, @Nullable Integer seconds) {
        Sending sending = new Sending(LEASE);
        LedgerEntry entry = new LedgerEntry(request, "hash", Optional.empty(), sending, attempts, lostBefore, 3, T0);
        Instant end = LEASE.until();
        Optional<Instant> again = Optional.ofNullable(seconds).map(end::plusSeconds);
        Unknown lost = new Unknown("cut", again);
        assertThat(JUDGEMENT.afterHandOver(entry, new HandOver.AnswerLost("cut"), end))
                .contains(lost);
        assertThat(JUDGEMENT.abandoned(entry, sending, end).sendAgainAt()).isEqualTo(again);
        assertThat(entry.moved(lost, attempts + 1, end).answersLost()).isEqualTo(lostBefore + 1);
    }

    @Test
    void aLostAnswerStaysCountedThroughAllThatFollows() {
        LedgerEntry first = entry(TRANSACTIONAL, new Sending(LEASE), 0);
        LedgerEntry lost = first.moved(new Unknown("cut", Optional.of(T0)), 1, T0);
        LedgerEntry again = lost.moved(new Claimed(LEASE), 1, T0)
                .moved(new RetryAt(T0, "busy"), 2, T0)
                .moved(new Sending(LEASE), 2, T0);
        assertThat(again.answersLost()).isOne();
        assertThat(lost.moved(new Unknown("cut", Optional.empty()), 1, T0).answersLost())
                .isOne();
        assertThat(JUDGEMENT.afterHandOver(again, new HandOver.AnswerLost("cut"), T0))
                .contains(new Unknown("cut", Optional.empty()));
    }

    private static LedgerEntry entry(MessageRequested request, MessageState state, int attempts) {
        return new LedgerEntry(request, "hash", Optional.empty(), state, attempts, 0, 3, T0);
    }
}
