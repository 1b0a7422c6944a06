package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.InstantText;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

    @Test
    void shouldReadTheUsualFormAsThePatternDoes() {
        Random random = new Random(7);
        String usual = "2026-02-28T23:59:59.123456789Z";
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(usual.substring(0, 20 + random.nextInt(11)));
            if (text.charAt(text.length() - 1) != 'Z') {
                text.append('Z');
            }
            for (int change = random.nextInt(4); change > 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789-:TZ.,+ ".charAt(random.nextInt(18)));
            }
            String sent = text.toString();
            assertThat(SentTime.parse(sent)).as(sent).isEqualTo(SentTime.byPattern(sent));
            read += InstantText.parse(sent).isPresent() ? 1 : 0;
        }
        assertThat(read).isGreaterThan(10_000);
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
