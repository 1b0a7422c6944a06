package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimeTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z
            2026-03-01T10:00:00.5Z, 2026-03-01T10:00:00.500Z
            2026-03-01T10:00:00.123456789Z, 2026-03-01T10:00:00.123Z
            2026-03-01T10:00:00.1234567890123Z, 2026-03-01T10:00:00.123Z
            2026-03-01T10:00:00+01:00, 2026-03-01T09:00:00Z
            2026-03-01T10:00:00-0330, 2026-03-01T13:30:00Z
            2026-03-01T10:00:00+01, 2026-03-01T09:00:00Z
            2026-03-01T10:00Z, 2026-03-01T10:00:00Z
            2026-03-01T10:00:00, 2026-03-01T10:00:00Z
            2026-03-01, 2026-03-01T00:00:00Z
            2015-2-02T00:30:08.276Z, 2015-02-02T00:30:08.276Z
            2019-10-01 00:00:00 UTC, 2019-10-01T00:00:00Z
            1969-07-20T20:17:40Z, 1969-07-20T20:17:40Z
            """)
    void shouldReadWhatClientsWrite(String text, Instant expected) {
        assertThat(SentTime.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1772359200",
                "2026-13-01",
                "2026-02-30T00:00:00Z",
                "2026-03-01T25:00:00Z",
                "2026-03-01T10:00:00+99:00",
                "+12026-03-01T10:00:00Z",
                "01.03.2026",
                "2026-03-01T10"
            })
    void shouldNotGuess(String text) {
        assertThat(SentTime.parse(text)).isEmpty();
    }
}
