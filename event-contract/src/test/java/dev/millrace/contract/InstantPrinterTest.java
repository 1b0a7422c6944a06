package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantPrinterTest {

    private static final long SECONDS_OF_FIVE_CENTURIES = 500L * 365 * 86_400;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1998-06-30T12:00:00Z",
                "1998-06-30T12:00:00.500Z",
                "1998-06-30T12:00:00.000001Z",
                "1998-06-30T23:59:59.123456789Z",
                "2000-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.900Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void shouldWriteAsAnInstantDoes(String text) throws JsonProcessingException {
        assertThat(InstantPrinter.print(Instant.parse(text)))
                .isEqualTo(text)
                .isEqualTo(Instant.parse(text).toString());
        assertThat(Json.mapper().writeValueAsString(Instant.parse(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void shouldWriteAnyInstantAsItDoesItself() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            long second = (long) ((random.nextDouble() - 0.3) * SECONDS_OF_FIVE_CENTURIES);
            int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
            Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);
            assertThat(InstantPrinter.print(instant)).isEqualTo(instant.toString());
        }
    }
}
