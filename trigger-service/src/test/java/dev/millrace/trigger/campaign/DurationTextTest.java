package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "30m, PT30M", "24h, PT24H", "7d, P7D", "3660d, P3660D", "090m, PT90M"})
    void should_read(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0s", "1", "s", "1 h", "-1h", "1.5h", "1w", "1H", "3661d", "9999999999s", "PT1S", "1h30m"})
    void should_refuse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1s", "PT90S, 90s", "PT30M, 30m", "PT36H, 36h", "PT48H, 2d", "P3660D, 3660d"})
    void should_write_in_the_largest_unit_that_fits(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
        assertThat(DurationText.parse(text)).contains(duration);
    }
}
