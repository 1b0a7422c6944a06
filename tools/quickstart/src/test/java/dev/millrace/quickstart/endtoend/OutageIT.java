package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.quickstart.platform.MillraceService;
import dev.millrace.quickstart.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** segment-service is away for a minute: carts fall due meanwhile, and some of their owners order. */
@ExtendWith(PlatformExtension.class)
class OutageIT {

    private static final int SHOPPERS = 60;
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    @Test
    void shouldRemindEverybodyWhoDidNotOrderAndNobodyWhoDid(Platform platform) {
        Shop shop = new Shop(platform);
        List<String> shoppers =
                IntStream.range(0, SHOPPERS).mapToObj(i -> "outage-" + i).toList();
        List<String> buyers = IntStream.range(0, SHOPPERS)
                .filter(i -> i % 2 == 1)
                .mapToObj(shoppers::get)
                .toList();
        shoppers.forEach(shop::signsUp);
        awaitMailToEach(shop, shoppers, "Good to have you");

        platform.service(MillraceService.SEGMENT).stop();
        shoppers.forEach(shop::putsIntoCart);
        // some orders come before their carts fall due, the rest after
        Duration pace = OUTAGE.dividedBy(buyers.size());
        for (String buyer : buyers) {
            await().pollDelay(pace).until(() -> true);
            shop.orders(buyer);
        }
        platform.service(MillraceService.SEGMENT).start();

        List<String> others =
                shoppers.stream().filter(it -> !buyers.contains(it)).toList();
        awaitMailToEach(shop, others, "Your cart is waiting");
        // whoever is told of a cart after all this gets the mail after everybody before
        shop.signsUp("outage-last");
        shop.putsIntoCart("outage-last");
        awaitMailToEach(shop, List.of("outage-last"), "Your cart is waiting");
        assertThat(shop.inbox())
                .filteredOn(mail -> mail.subject().startsWith("Your cart"))
                .extracting(Shop.Mail::to)
                .doesNotContainAnyElementsOf(buyers.stream().map(Shop::address).toList());
    }

    private static void awaitMailToEach(Shop shop, List<String> users, String subject) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(shop.inbox())
                        .filteredOn(mail -> mail.subject().startsWith(subject))
                        .extracting(Shop.Mail::to)
                        .containsAll(users.stream().map(Shop::address).toList()));
    }
}
