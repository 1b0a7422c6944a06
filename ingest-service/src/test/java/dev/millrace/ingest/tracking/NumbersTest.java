package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.tracking.Reading.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static final String THIRTY_DIGITS = "123456789012345678901234567890";

    private final Requests requests = new Requests();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2147483647",
                "1e-2147483647",
                "1e31",
                "1e-31",
                THIRTY_DIGITS + "1",
                "0." + THIRTY_DIGITS + "1",
                "[[{\"a\":1e31}]]"
            })
    void shouldRefuseALongNumberWhereverItStands(String number) {
        assertBadNumber(CallType.TRACK, "\"event\":\"Level Reached\",\"properties\":{\"a\":%s}", "properties", number);
        assertBadNumber(CallType.IDENTIFY, "\"traits\":{\"a\":%s}", "traits", number);
        assertBadNumber(CallType.PAGE, "\"context\":{\"a\":%s}", "context", number);
    }

    @Test
    void shouldRefuseALongQuantityAlsoAsText() {
        assertBadNumber(
                CallType.TRACK,
                "\"event\":\"Product Added\",\"properties\":{\"quantity\":%s}",
                "properties",
                "\"123456789012345678.1234567890123\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {THIRTY_DIGITS, "0." + THIRTY_DIGITS, "1e30", "1e-30", "-5", "[1.5]", "\"1e2147483647\""})
    void shouldKeepOtherNumbersAndText(String number) {
        requests.accepted(CallType.IDENTIFY, "{\"userId\":\"anna\",\"traits\":{\"a\":%s}}".formatted(number));
    }

    private void assertBadNumber(CallType type, String fields, String place, String number) {
        Reading.Refused refused = requests.refused(type, "{\"userId\":\"anna\"," + fields.formatted(number) + "}");

        assertThat(refused.reason()).isEqualTo(Reason.BAD_NUMBER);
        assertThat(refused.message()).startsWith(place + " holds").contains("expected");
    }
}
