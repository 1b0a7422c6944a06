package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    private static final long SECONDS_OF_FIVE_CENTURIES = 500L * 365 * 86_400;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1998-06-30T12:00:00Z",
                "1998-06-30T12:00:00.5Z",
                "1998-06-30T12:00:00.123Z",
                "1998-06-30T23:59:59.123456789Z",
                "2000-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void shouldReadTheUsualShapeItself(String text) throws JsonProcessingException {
        assertThat(InstantText.read(text)).isEqualTo(Instant.parse(text));
        assertThat(read(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void shouldReadWhatIsWritten() throws JsonProcessingException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    (long) ((random.nextDouble() - 0.3) * SECONDS_OF_FIVE_CENTURIES), random.nextInt(1_000_000_000));
            assertThat(read(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1998-06-30T12:00:00+02:00", "1998-06-30T24:00:00Z", "+10000-01-01T00:00:00Z"})
    void shouldLeaveOtherShapesToTheGeneralParser(String text) throws JsonProcessingException {
        assertThat(InstantText.read(text)).isNull();
        assertThat(read(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "1998-06-30",
                "1998-06-30T12:00:00",
                "1998-06-30T12:00:00.1234567890Z",
                "1998-06-30T12:60:00Z",
                "1998-06-31T12:00:00Z",
                "1900-02-29T12:00:00Z",
                "1998-13-30T12:00:00Z",
                "1998-00-30T12:00:00Z",
                "1998-06-00T12:00:00Z",
                "1998-06-3/T12:00:00Z",
                "1998-06-30T12:00:00.1a3Z",
                "1998-06-30T12:00:00,123Z"
            })
    void shouldReadNothingThatIsNoInstant(String text) {
        assertThat(InstantText.read(text)).isNull();
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonProcessingException.class);
    }

    private static Instant read(String text) throws JsonProcessingException {
        return Json.mapper().readValue('"' + text + '"', Instant.class);
    }
}
