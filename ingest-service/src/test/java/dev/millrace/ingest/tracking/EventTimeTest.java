package dev.millrace.ingest.tracking;

import static dev.millrace.ingest.tracking.Requests.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.tracking.Reading.Accepted;
import dev.millrace.ingest.tracking.Reading.Note;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    private final Requests requests = new Requests();

    /** Received at 2026-03-01T10:00:00Z. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            # timestamp, original, sentAt, expected
            -, -, -, 2026-03-01T10:00:00Z
            -, -, 2026-03-01T09:00:00Z, 2026-03-01T10:00:00Z
            2026-03-01T09:00:00Z, -, -, 2026-03-01T09:00:00Z
            1997-01-01T00:00:00Z, -, -, 1997-01-01T00:00:00Z
            2026-03-01T08:59:50Z, -, 2026-03-01T09:00:00Z, 2026-03-01T09:59:50Z
            2026-03-01T11:59:50Z, -, 2026-03-01T12:00:00Z, 2026-03-01T09:59:50Z
            -, 2026-03-01T08:59:50Z, 2026-03-01T09:00:00Z, 2026-03-01T09:59:50Z
            2026-03-01T01:00:00Z, 2026-03-01T08:59:50Z, 2026-03-01T09:00:00Z, 2026-03-01T09:59:50Z
            2026-03-01T09:00:00Z, -, rubbish, 2026-03-01T09:00:00Z
            2026-03-01T10:00:00Z, -, -, 2026-03-01T10:00:00Z
            """)
    void shouldCorrectTheTimeForTheClockOfTheDevice(
            String timestamp, String original, String sentAt, Instant expected) {
        Accepted accepted = read(timestamp, original, sentAt);

        assertThat(accepted.event().timestamp()).isEqualTo(expected);
        assertThat(accepted.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:00:00.001Z", "2031-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void shouldCutATimeInTheFutureBackToReceivingAndSaySo(String timestamp) {
        Accepted accepted = read(timestamp, null, null);

        assertThat(accepted.event().timestamp()).isEqualTo(T0);
        assertThat(accepted.notes()).containsExactly(Note.CLOCK_AHEAD);
        assertThat(accepted.event().context().path("clockAhead").asBoolean()).isTrue();
    }

    @Test
    void shouldPreferTheSentAtOfTheEventToThatOfTheBatch() {
        Accepted accepted = (Accepted) requests.batch(
                        """
                        {"batch":[{"type":"page","userId":"anna","timestamp":"2026-03-01T08:59:50Z",
                                   "sentAt":"2026-03-01T08:59:52Z"}],"sentAt":"2026-03-01T09:00:00Z"}""",
                        Requests.BROWSER)
                .get(0);

        assertThat(accepted.event().timestamp()).isEqualTo(T0.minusSeconds(2));
    }

    private Accepted read(String timestamp, String original, String sentAt) {
        return (Accepted) requests.call(
                CallType.PAGE,
                "{\"userId\":\"anna\"" + field("timestamp", timestamp) + field("originalTimestamp", original)
                        + field("sentAt", sentAt) + "}");
    }

    private static String field(String name, String value) {
        return value == null ? "" : ",\"" + name + "\":\"" + value + "\"";
    }
}
