package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.ingest.tracking.Reading.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommerceTest {

    private final Requests requests = new Requests();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            59.80; 59.80
            "59.80"; 59.80
            " 59.80 "; 59.80
            0; 0
            0.00; 0.00
            -5; -5
            1e3; 1000
            1.5e-3; 0.0015
            ".5"; 0.5
            "7."; 7
            12345678901234567.89; 12345678901234567.89
            """)
    void shouldWriteAmountsAsDecimalText(String sent, String written) {
        assertThat(properties("{\"total\":" + sent + "}").path("total").textValue())
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"free\"",
                "\"59,80\"",
                "\"1,234.50\"",
                "\"$5\"",
                "true",
                "{}",
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "1e-2147483647",
                "0e2147483647",
                "0e-2147483647",
                "1e18",
                "\"1e3\"",
                "1234567890123456789",
                "\"NaN\""
            })
    void shouldRefuseAnAmountItCannotRead(String sent) {
        assertThat(requests.refused(CallType.TRACK, order("{\"total\":" + sent + "}")))
                .isEqualTo(new Reading.Refused(
                        0,
                        Reason.BAD_AMOUNT,
                        "total is not an amount, expected a decimal like 59.80 as number or text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"total", "revenue", "price", "value", "shipping", "tax", "discount", "subtotal"})
    void shouldKnowEveryAmountOfTheSpecification(String field) {
        assertThat(properties("{\"" + field + "\":1.10}")).hasToString("{\"" + field + "\":\"1.10\"}");
    }

    @Test
    void shouldNormaliseTheLinesOfAnOrder() {
        ObjectNode properties = properties(
                """
                {"currency":"eur","discount":null,"tax":"",
                 "products":[{"product_id":9007199254740993,"price":"29.90","quantity":"2","name":"Čaj"},{"price":5}]}""");

        assertThat(properties)
                .hasToString("{\"currency\":\"EUR\",\"products\":["
                        + "{\"product_id\":9007199254740993,\"price\":\"29.90\",\"quantity\":2,\"name\":\"Čaj\"},"
                        + "{\"price\":\"5\"}]}");
    }

    @Test
    void shouldRefuseAnAbsurdQuantityAndKeepTheRestOfTheBatch() {
        String call = "{\"type\":\"track\",\"userId\":\"anna\",\"event\":\"Order Completed\",\"properties\":%s}";
        List<Reading> readings = requests.batch(
                "{\"batch\":[" + call.formatted("{\"quantity\":1e2147483647}") + ","
                        + call.formatted("{\"total\":1e17}") + "]}",
                Requests.BROWSER);

        assertThat(readings.get(0)).isInstanceOfSatisfying(Reading.Refused.class, one -> assertThat(one.reason())
                .isEqualTo(Reason.BAD_AMOUNT));
        assertThat(readings.get(1)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void shouldSayWhichLineIsWrong() {
        assertThat(requests.refused(CallType.TRACK, order("{\"products\":[{},{\"price\":\"x\"}]}"))
                        .message())
                .startsWith("products[1].price is not an amount");
    }

    @Test
    void shouldLeaveThePropertiesOfOtherEventsAsTheyWereSent() {
        String call =
                "{\"userId\":\"anna\",\"event\":\"Level Reached\",\"properties\":{\"value\":5,\"price\":\"free\"}}";

        assertThat(requests.accepted(CallType.TRACK, call).properties())
                .hasToString("{\"value\":5,\"price\":\"free\"}");
    }

    private ObjectNode properties(String properties) {
        return requests.accepted(CallType.TRACK, order(properties)).properties();
    }

    private static String order(String properties) {
        return "{\"userId\":\"anna\",\"event\":\"Order Completed\",\"properties\":" + properties + "}";
    }
}
