package dev.millrace.mailer.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.mailer.Messages;
import dev.millrace.mailer.ledger.Lease;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageEventsTest {

    private static final Instant T0 = Messages.T0;
    private static final LedgerEntry MESSAGE = new LedgerEntry(
            Messages.marketing("m-1"),
            "hash",
            Optional.of("question"),
            new MessageState.Queued(Messages.T0),
            0,
            0,
            1,
            Messages.T0);
    private static final Lease LEASE = new Lease("mailer-1", T0);

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(new MessageState.Queued(T0), null),
                Arguments.of(new MessageState.Claimed(LEASE), null),
                Arguments.of(new MessageState.Sending(LEASE), null),
                Arguments.of(new MessageState.RetryAt(T0, "busy"), null),
                Arguments.of(new MessageState.Unknown("lost", Optional.empty()), null),
                Arguments.of(new MessageState.Accepted("250 ok"), Kind.SENT),
                Arguments.of(new MessageState.Rejected("550 no"), Kind.BOUNCED),
                Arguments.of(new MessageState.Held("no template"), Kind.NOT_SENT),
                Arguments.of(new MessageState.Expired("stale"), Kind.NOT_SENT),
                Arguments.of(new MessageState.Suppressed("unsubscribed"), Kind.NOT_SENT),
                Arguments.of(new MessageState.Cancelled("ordered"), Kind.NOT_SENT));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyEndIsTold(MessageState state, Kind kind) {
        var event = MessageEvents.onState(MESSAGE, state, T0);
        assertThat(event.map(told -> told.kind())).isEqualTo(Optional.ofNullable(kind));
        event.ifPresent(told -> {
            assertThat(told.id()).startsWith("m-1:");
            assertThat(told.variant()).isEqualTo("question");
            assertThat(told.openTracked()).isEqualTo(kind == Kind.SENT ? Boolean.TRUE : null);
        });
    }

    @Test
    void theSameFactHasTheSameId() {
        assertThat(MessageEvents.clicked(MESSAGE, "https://a.test", T0, false).id())
                .isEqualTo(MessageEvents.clicked(MESSAGE, "https://a.test", T0.plusSeconds(9), false)
                        .id())
                .isNotEqualTo(MessageEvents.clicked(MESSAGE, "https://b.test", T0, false)
                        .id())
                .isNotEqualTo(MessageEvents.clicked(MESSAGE, "https://a.test", T0, true)
                        .id());
        assertThat(MessageEvents.opened(MESSAGE, T0, false).id()).isEqualTo("m-1:opened");
    }

    @Test
    void unsubscribingIsToldAsEngagement() {
        assertThat(MessageEvents.unsubscribed(MESSAGE, T0).kind()).isEqualTo(Kind.UNSUBSCRIBED);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', false",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605, '', false",
        "Java-http-client/17.0.15, '', false",
        "Mozilla/5.0, '', true",
        "Mozilla/5.0 (compatible; Googlebot/2.1), '', true",
        "Barracuda Sentinel (EE), '', true",
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/130, prefetch;prerender, true",
    })
    void machinesThatSaySoAreTold(String agent, String purpose, boolean machine) {
        assertThat(Reader.isMachine(agent, purpose)).isEqualTo(machine);
    }
}
