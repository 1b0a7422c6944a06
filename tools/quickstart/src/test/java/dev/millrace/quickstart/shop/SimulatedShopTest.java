package dev.millrace.quickstart.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.quickstart.shop.FakeStorefront.Sent;
import dev.millrace.quickstart.shop.Storefront.Sender;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SimulatedShopTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final FakeStorefront storefront = new FakeStorefront();
    private final FakeLetterbox letterbox = new FakeLetterbox();
    private Instant now = T0;

    @Test
    void shouldDoTheSameAgainWithTheSameSeed() {
        run(shop(Habits.lively(), 7), Duration.ofMinutes(2));
        List<Sent> first = List.copyOf(storefront.stored);
        storefront.stored.clear();
        now = T0;
        run(shop(Habits.lively(), 7), Duration.ofMinutes(2));

        assertThat(storefront.stored).isEqualTo(first).hasSizeGreaterThan(100);
    }

    @Test
    void shouldDoOtherThingsWithAnotherSeed() {
        run(shop(Habits.lively(), 7), Duration.ofMinutes(1));
        List<String> first = storefront.stored.stream().map(Sent::event).toList();
        storefront.stored.clear();
        now = T0;
        run(shop(Habits.lively(), 8), Duration.ofMinutes(1));

        assertThat(storefront.stored.stream().map(Sent::event).toList()).isNotEqualTo(first);
    }

    @Test
    void shouldGiveEveryCallAnIdOfItsOwnAlsoInALaterRun() {
        run(shop(Habits.lively(), 7), Duration.ofMinutes(1));
        now = T0.plus(Duration.ofHours(1));
        run(shop(Habits.lively(), 7), Duration.ofMinutes(1));

        assertThat(storefront.stored)
                .extracting(sent -> sent.call().path("messageId").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLetEveryKindOfShopperIn() {
        SimulatedShop shop = shop(Habits.lively(), 7);
        run(shop, Duration.ofMinutes(5));

        assertThat(storefront.stored)
                .extracting(Sent::event)
                .contains(
                        "/v1/page",
                        "/v1/identify",
                        "Product Viewed",
                        "Product Added",
                        "Product Removed",
                        "Checkout Started",
                        "Payment Info Entered",
                        "Order Completed");
        assertThat(storefront.stored).anyMatch(sent -> !sent.call().has("userId"));
        ShopFigures figures = shop.figures();
        assertThat(figures.shoppers()).isBetween(95L, 105L);
        assertThat(figures.orders()).isBetween(15L, 50L);
        assertThat(figures.cartsLeft()).isBetween(20L, 70L);
    }

    @Test
    void shouldReportOrdersFromTheBackendWithTheSumOfTheirLines() {
        run(shop(Habits.lively(), 7), Duration.ofMinutes(5));

        assertThat(storefront.stored)
                .filteredOn(sent -> sent.event().equals("Order Completed"))
                .isNotEmpty()
                .allSatisfy(sent -> {
                    assertThat(sent.sender()).isEqualTo(Sender.BACKEND);
                    JsonNode order = sent.call().path("properties");
                    BigDecimal sum = StreamSupport.stream(order.path("products").spliterator(), false)
                            .map(product -> product.path("price").decimalValue())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(new BigDecimal(order.path("total").asText())).isEqualByComparingTo(sum);
                });
    }

    @Test
    void shouldKeepTheOrderOfAVisitWhenTheShopMustWait() {
        SimulatedShop shop = shop(everybody(1, 1), 7);
        run(shop, Duration.ofSeconds(1));
        storefront.away = true;
        run(shop, Duration.ofSeconds(30));
        storefront.away = false;
        run(shop, Duration.ofSeconds(60));

        String visitor = storefront.stored.get(0).call().path("anonymousId").asText();
        assertThat(storefront.eventsOf(visitor)).startsWith("/v1/page", "/v1/identify", "Product Viewed");
        assertThat(storefront.eventsOf(visitor)).endsWith("Order Completed");
        assertThat(storefront.turnedAway).isNotEmpty();
        assertThat(shop.figures().sentAgain()).isEqualTo(storefront.turnedAway.size());
    }

    @Test
    void shouldOpenAndClickAMailAndBuyWhatWasLeft() {
        SimulatedShop shop = shop(everybody(0, 0), 7);
        run(shop, Duration.ofSeconds(40));
        JsonNode person = firstPerson();
        assertThat(shop.figures().orders()).isZero();

        letterbox.deliver(person.path("traits").path("email").asText());
        run(shop, Duration.ofSeconds(40));

        String address = person.path("traits").path("email").asText();
        assertThat(letterbox.visited).containsExactly("o/" + address, "c/" + address);
        assertThat(storefront.eventsOf(person.path("anonymousId").asText())).endsWith("Order Completed");
        assertThat(shop.figures().mailsClicked()).isEqualTo(1);
    }

    @Test
    void shouldUnsubscribeSometimes() {
        SimulatedShop shop = shop(everybody(0, 1), 7);
        run(shop, Duration.ofSeconds(40));
        String address = firstPerson().path("traits").path("email").asText();

        letterbox.deliver(address);
        run(shop, Duration.ofSeconds(10));

        assertThat(letterbox.unsubscribed).containsExactly("u/" + address);
        assertThat(letterbox.visited).containsExactly("o/" + address);
    }

    @Test
    void shouldLeaveMailToStrangersUnread() {
        letterbox.deliver("stranger@mail.example");
        run(shop(everybody(0, 0), 7), Duration.ofSeconds(10));

        assertThat(letterbox.visited).isEmpty();
    }

    @Test
    void shouldRefuseHabitsThatMakeNoSense() {
        assertThatThrownBy(() -> everybody(1.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Habits.lively().arrivingEvery(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Everybody says who they are, allows mail, fills a cart, and opens and clicks every mail. */
    private static Habits everybody(double buys, double unsubscribes) {
        return new Habits(
                Duration.ofSeconds(60),
                1,
                1,
                1,
                buys,
                1,
                1,
                1,
                unsubscribes,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    private SimulatedShop shop(Habits habits, long seed) {
        return new SimulatedShop(habits, seed, URI.create("http://127.0.0.1:8080"), storefront, letterbox, () -> now);
    }

    private void run(SimulatedShop shop, Duration time) {
        Instant end = now.plus(time);
        while (!now.isAfter(end)) {
            shop.doWhatIsDue();
            now = now.plusMillis(100);
        }
    }

    private JsonNode firstPerson() {
        return storefront.stored.stream()
                .filter(sent -> sent.path().equals("/v1/identify"))
                .findFirst()
                .orElseThrow()
                .call();
    }
}
