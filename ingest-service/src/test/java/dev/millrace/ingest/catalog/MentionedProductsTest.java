package dev.millrace.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.EventTopic;
import dev.millrace.ingest.tracking.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionedProductsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final String MUG =
            """
            {"product_id": "mug", "name": "Mug", "price": "9.90", "currency": "EUR", "category": "Kitchen",
             "brand": "Millers", "url": "https://shop.example/mug", "image_url": "https://shop.example/mug.png"}""";

    private final MentionedProducts mentioned = new MentionedProducts(true);

    @Test
    void shouldFindTheProductThatIsShown() {
        List<CatalogProduct> found = mentioned.in(List.of(event("Product Viewed", MUG, T0)));

        assertThat(found).hasSize(1);
        CatalogProduct mug = found.get(0);
        assertThat(mug.id()).isEqualTo("mug");
        assertThat(mug.name()).isEqualTo("Mug");
        assertThat(mug.price()).isEqualByComparingTo("9.90");
        assertThat(mug.currency()).isEqualTo("EUR");
        assertThat(mug.imageUrl()).isEqualTo("https://shop.example/mug.png");
        assertThat(mug.learnt()).isTrue();
        assertThat(mug.updatedAt()).isEqualTo(T0);
    }

    @Test
    void shouldTakeNoPriceFromAnOrder() {
        String order = "{\"order_id\": \"o\", \"currency\": \"EUR\", \"products\": [" + MUG
                + ", {\"product_id\": 7, \"name\": \"Cup\", \"price\": \"1\"}]}";

        List<CatalogProduct> found = mentioned.in(List.of(event("Order Completed", order, T0)));

        assertThat(found).extracting(CatalogProduct::id).containsExactly("mug", "7");
        assertThat(found).extracting(CatalogProduct::price).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Product Removed", "Order Refunded", "Order Cancelled", "Order Shipped", "Mug Engraved"})
    void shouldNotLearnFromWhatSaysNothingOfWhatIsSold(String name) {
        assertThat(mentioned.in(List.of(event(name, MUG, T0)))).isEmpty();
    }

    @Test
    void shouldBelieveOnlyTheShopsServersAndOnlyOfNow() {
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0, ShopEvent.Trust.BROWSER, false))))
                .isEmpty();
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0, ShopEvent.Trust.SERVER, true))))
                .isEmpty();
        assertThat(new MentionedProducts(false).in(List.of(event("Product Viewed", MUG, T0))))
                .isEmpty();
    }

    @Test
    void shouldPassOverWhatWasSaidLatelyInTheSameWords() {
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0)))).hasSize(1);
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0.plusSeconds(3_599)))))
                .isEmpty();
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0.plus(Duration.ofHours(2))))))
                .hasSize(1);
    }

    @Test
    void shouldLookAgainAfterSeconds() {
        String cheaper = MUG.replace("9.90", "8.90");
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0)))).hasSize(1);
        assertThat(mentioned.in(List.of(event("Product Viewed", cheaper, T0.plusMillis(4_999)))))
                .isEmpty();
        assertThat(mentioned.in(List.of(event("Product Viewed", cheaper, T0.plusSeconds(5)))))
                .hasSize(1);
    }

    @Test
    void shouldLookAtOnceAtWhatAlsoTellsThePrice() {
        assertThat(mentioned.in(List.of(event("Cart Viewed", "{\"products\": [" + MUG + "]}", T0))))
                .hasSize(1);
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0)))).hasSize(1);
        assertThat(mentioned.in(List.of(event("Product Viewed", MUG, T0)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"product_id\": \"mug\"}",
                "{\"name\": \"Mug\"}",
                "{\"product_id\": {}, \"name\": \"Mug\"}",
                "{\"product_id\": \"mug\", \"name\": {}}",
                "{\"product_id\": \"mug\", \"name\": \"Mug\", \"url\": \"javascript:alert(1)\"}",
                "{\"product_id\": \"mug\", \"name\": \"Mug\", \"price\": \"-1\"}",
                "{\"products\": [7, null, [], \"mug\"]}"
            })
    void shouldNotLearnWhatAFeedCouldNotSay(String properties) {
        assertThat(mentioned.in(List.of(event("Product Viewed", properties, T0))))
                .isEmpty();
    }

    @Test
    void shouldKeepSoMuchUntilItIsTaken() {
        for (int i = 0; i < 1_500; i++) {
            mentioned.note(
                    mentioned.in(List.of(event("Product Viewed", MUG.replace("\"mug\"", "\"p" + i + "\""), T0))));
        }

        assertThat(mentioned.take()).hasSize(1_000);
        assertThat(mentioned.take()).isEmpty();
    }

    private static Reading.Accepted event(String name, String properties, Instant at) {
        return event(name, properties, at, ShopEvent.Trust.SERVER, false);
    }

    private static Reading.Accepted event(
            String name, String properties, Instant at, ShopEvent.Trust trust, boolean historical) {
        return new Reading.Accepted(
                EventTopic.SITE,
                new ShopEvent(
                        "m",
                        ShopEvent.Kind.TRACK,
                        name,
                        CustomerId.user("u"),
                        List.of(),
                        "u",
                        null,
                        at,
                        at,
                        "backend",
                        trust,
                        historical,
                        json(properties),
                        Json.object(),
                        Json.object()),
                Set.of());
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
