package dev.millrace.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Limits;
import dev.millrace.ingest.tracking.Origin;
import dev.millrace.ingest.tracking.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real shops sent becomes events without a refusal. */
class RecordedWebhooksTest {

    private static final Origin SHOP =
            new Origin("shop", ShopEvent.Trust.SERVER, false, Instant.parse("2026-03-01T10:00:00Z"));

    private final EventReader events = new EventReader(new IdentityKey("a secret of the tests"), Limits.SEGMENT, () -> {
        throw new AssertionError("each call has an id");
    });

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            checkouts.create.json,                            Checkout Started
            checkouts.update.json,                            Cart Viewed|Checkout Step Viewed
            customers.create.json,                            Identify
            orders.cancelled.json,                            Order Cancelled
            orders.create.json,                               Order Cancelled
            orders.updated.json,                              Order Cancelled
            refunds.create.json,                              Order Refunded
            customers_email_marketing_consent.update.json,    ''
            """)
    void shouldReadWhatShopifySent(String file, String expected) {
        JsonNode recorded = read("shopify/" + file);
        String topic = recorded.path("topic").asText();

        assertThat(String.join("|", names(Payloads.shopify(topic, recorded.path("body")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            restdocs_v3_order.json,    order.created,    Order Completed
            restdocs_v3_customer.json, customer.created, Identify
            """)
    void shouldReadWhatWooCommerceDocuments(String file, String topic, String expected) {
        assertThat(String.join("|", names(Payloads.wooCommerce(topic, read("woocommerce/" + file)))))
                .isEqualTo(expected);
    }

    @Test
    void shouldTellHowMuchShopifyGaveBack() {
        JsonNode recorded = read("shopify/refunds.create.json");

        JsonNode refunded =
                Payloads.shopify("refunds/create", recorded.path("body")).get(0).path("properties");

        assertThat(refunded.path("total").asText()).isEqualTo("398.00");
        assertThat(refunded.path("currency").asText()).isEqualTo("USD");
    }

    @Test
    void shouldTellHowMuchWooCommerceGaveBackOfADocumentedOrder() {
        ObjectNode order = (ObjectNode) read("woocommerce/restdocs_v3_order.json");
        JsonNode refund = read("woocommerce/restdocs_v3_refund.json");
        order.putArray("refunds")
                .addObject()
                .put("id", refund.path("id").asLong())
                .put("reason", "")
                .put("total", "-" + refund.path("amount").asText());

        List<ObjectNode> told = Payloads.wooCommerce("order.updated", order);

        assertThat(names(told)).containsExactly("Order Completed", "Order Refunded", "Order Updated");
        assertThat(told.get(1).path("properties").path("refund_id").asText()).isEqualTo("726");
        assertThat(told.get(1).path("properties").path("total").asText()).isEqualTo("10.00");
        assertThat(told.get(2).path("properties").path("total").asText()).isEqualTo("29.35");
    }

    private List<String> names(List<ObjectNode> calls) {
        List<Reading> readings = events.readTyped(WebhookReader.calls(calls), SHOP);
        assertThat(readings).allSatisfy(reading -> assertThat(reading).isInstanceOf(Reading.Accepted.class));
        return readings.stream()
                .map(reading -> ((Reading.Accepted) reading).event().name())
                .toList();
    }

    private static JsonNode read(String file) {
        Path recorded = Payloads.recorded(file);
        assumeThat(recorded)
                .as("needs %s; set MILLRACE_DATASETS to the folder of the data sets", recorded)
                .isReadable();
        return Payloads.read(recorded);
    }
}
