package dev.millrace.ingest.webhook;

import static dev.millrace.ingest.webhook.Payloads.json;
import static dev.millrace.ingest.webhook.Payloads.names;
import static dev.millrace.ingest.webhook.Payloads.ofWooCommerce;
import static dev.millrace.ingest.webhook.Payloads.wooCommerce;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooCommerceTest {

    private static final String ORDER =
            """
            {"id": 727, "number": "727", "status": "processing", "currency": "EUR", "total": "29.35", "total_tax": "1.35",
             "shipping_total": "10.00", "discount_total": "0.00", "customer_id": 12, "payment_method": "bacs",
             "date_created_gmt": "2026-03-01T10:00:00", "date_paid_gmt": "2026-03-01T11:00:00",
             "date_modified_gmt": "2026-03-02T10:00:00", "refunds": [],
             "billing": {"email": "anna@shop.example", "phone": "(555) 555-1234", "first_name": "Anna"},
             "line_items": [{"product_id": 93, "sku": "", "name": "Mug", "price": 3, "quantity": 2,
                             "image": {"src": "https://shop.example/mug.png"}}]}""";

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            pending,    Order Placed
            on-hold,    Order Placed
            failed,     Order Placed
            processing, Order Completed
            packed,     Order Completed
            cancelled,  Order Cancelled
            trash,      Order Cancelled
            """)
    void shouldTellTheStateOfAnOrder(String status, String event) {
        assertThat(names(wooCommerce("order.created", order().put("status", status))))
                .containsExactly(event);
    }

    @Test
    void shouldTellAnOrderInAStateOfAPluginAsPlacedWhileNobodyHasPaid() {
        assertThat(names(wooCommerce(
                        "order.created", order().put("status", "packed").putNull("date_paid_gmt"))))
                .containsExactly("Order Placed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.created", "order.updated"})
    void shouldNotTellOfAnOrderThatIsOnlyADraft(String topic) {
        assertThat(ofWooCommerce(topic, order().put("status", "checkout-draft")))
                .isEqualTo(new Translation.Unneeded());
    }

    @Test
    void shouldNotWriteOutAnAmountThatNoShopCanMean() {
        ObjectNode told = wooCommerce("order.created", order().put("total", "1E999999999"))
                .get(0);

        assertThat(told.path("properties").path("total").asText()).isEqualTo("0");
    }

    @Test
    void shouldTellAnOrderAsTheTrackingApiHasIt() {
        ObjectNode told = wooCommerce("order.created", order()).get(0);

        assertThat(told.path("userId").asText()).isEqualTo("12");
        assertThat(told.path("timestamp").asText()).isEqualTo("2026-03-01T11:00:00");
        assertThat(told.path("properties"))
                .isEqualTo(
                        json(
                                """
                {"order_id": "727", "order_number": "727", "status": "processing", "currency": "EUR", "tax": "1.35",
                 "shipping": "10.00", "discount": "0.00", "payment_method": "bacs", "total": "29.35",
                 "products": [{"product_id": "93", "name": "Mug", "price": "3", "quantity": "2",
                               "image_url": "https://shop.example/mug.png"}]}"""));
    }

    @Test
    void shouldCountAnOrderThatIsPaidOnDelivery() {
        assertThat(names(wooCommerce(
                        "order.created", order().put("status", "on-hold").put("payment_method", "cod"))))
                .containsExactly("Order Completed");
    }

    @Test
    void shouldTellACompletedOrderAsShipped() {
        ObjectNode order = order().put("status", "completed");
        assertThat(names(wooCommerce("order.updated", order)))
                .containsExactly("Order Completed", "Order Shipped", "Order Updated");

        order.putArray("meta_data")
                .add(
                        json(
                                """
                {"key": "_wc_shipment_tracking_items", "value": [{"tracking_provider": "DHL", "tracking_number": "J1",
                 "custom_tracking_link": "https://track.example/J1"}]}"""));
        ObjectNode shipped = wooCommerce("order.updated", order).get(1);

        assertThat(shipped.path("properties").path("tracking_url").asText()).isEqualTo("https://track.example/J1");
        assertThat(shipped.path("properties").path("carrier").asText()).isEqualTo("DHL");
    }

    @Test
    void shouldTellEachRefundWithItsAmountUnderTheSameIdEachTime() {
        ObjectNode order = order();
        order.putArray("refunds")
                .add(json("{\"id\": 728, \"reason\": \"broken\", \"total\": \"-10.00\"}"))
                .add(json("{\"id\": 726, \"reason\": \"\", \"total\": \"-1.50\"}"));

        List<ObjectNode> told = wooCommerce("order.updated", order);

        assertThat(names(told)).containsExactly("Order Completed", "Order Refunded", "Order Refunded", "Order Updated");
        assertThat(told.get(1).path("properties"))
                .isEqualTo(
                        json(
                                """
                {"order_id": "727", "refund_id": "728", "total": "10.00", "currency": "EUR", "reason": "broken"}"""));
        assertThat(told.get(2).path("properties").path("total").asText()).isEqualTo("1.50");
        assertThat(told.get(3).path("properties").path("total").asText()).isEqualTo("29.35");
        assertThat(told.get(3).path("properties").path("refunded").asText()).isEqualTo("11.50");
        assertThat(told.get(1).path("messageId").asText())
                .isNotEqualTo(told.get(2).path("messageId").asText())
                .isEqualTo(wooCommerce("order.updated", order.put("date_modified_gmt", "2026-05-01T10:00:00"))
                        .get(1)
                        .path("messageId")
                        .asText());
    }

    @Test
    void shouldTellAFullRefundAlsoWhereItIsNotListed() {
        ObjectNode order = order().put("status", "refunded");
        List<ObjectNode> unlisted = wooCommerce("order.updated", order);
        order.putArray("refunds").add(json("{\"id\": 726, \"total\": \"-29.35\"}"));
        List<ObjectNode> listed = wooCommerce("order.updated", order);

        assertThat(names(unlisted)).containsExactly("Order Completed", "Order Refunded");
        assertThat(unlisted.get(1).path("properties")).isEqualTo(json("{\"order_id\": \"727\"}"));
        assertThat(names(listed)).containsExactly("Order Completed", "Order Refunded");
        assertThat(listed.get(1).path("properties").path("total").asText()).isEqualTo("29.35");
    }

    @Test
    void shouldNameAGuestByTheirAddressAndADeletedOrderByItself() {
        ObjectNode guest =
                wooCommerce("order.created", order().put("customer_id", 0)).get(0);
        ObjectNode deleted = wooCommerce("order.deleted", json("{\"id\": 727}")).get(0);

        assertThat(guest.has("userId")).isFalse();
        assertThat(guest.path("context").path("traits").path("email").asText()).isEqualTo("anna@shop.example");
        assertThat(deleted.path("event").asText()).isEqualTo("Order Cancelled");
        assertThat(deleted.path("anonymousId")).isEqualTo(guest.path("anonymousId"));
    }

    @Test
    void shouldTellACustomer() {
        List<ObjectNode> calls = wooCommerce(
                "customer.updated",
                json(
                        """
                {"id": 25, "email": "john@shop.example", "first_name": "John", "date_modified_gmt": "2026-03-01T10:00:00",
                 "billing": {"city": "Bath", "country": "GB", "postcode": "BA1", "state": "", "phone": ""}}"""));

        assertThat(names(calls)).containsExactly("identify");
        assertThat(calls.get(0).path("userId").asText()).isEqualTo("25");
        assertThat(calls.get(0).path("traits"))
                .isEqualTo(
                        json(
                                """
                {"email": "john@shop.example", "firstName": "John",
                 "address": {"city": "Bath", "country": "GB", "postalCode": "BA1"}}"""));
    }

    private static ObjectNode order() {
        return (ObjectNode) json(ORDER);
    }
}
