package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the catalogue takes out stands in no mail, and a mail about it is not sent, through the real processes. */
@ExtendWith(PlatformExtension.class)
class GoneProductsIT {

    private Shop shop;

    @BeforeEach
    void open(Platform platform) {
        shop = new Shop(platform);
    }

    @Test
    void shouldLeaveOutOfTheReminderWhatIsGoneFromTheCatalogueAndSendNoneOfACartThatIsGone() {
        shop.sells("jug", "Jug of clay", true);
        shop.takesOut("jug");
        for (String user : List.of("gina", "gus")) {
            shop.signsUp(user);
            shop.putsIntoCart(user, "jug", "Jug of clay");
        }
        shop.putsIntoCart("gina", "cup", "Cup of tin");

        soon(() -> assertThat(subjects("gina")).anyMatch(subject -> subject.startsWith("Your cart is waiting")));
        soon(() -> assertThat(decisions("gus")).contains("held product-gone"));

        String html = shop.mailsTo("gina").stream()
                .filter(mail -> mail.subject().startsWith("Your cart is waiting"))
                .map(shop::html)
                .findFirst()
                .orElseThrow();
        assertThat(html).contains("Cup of tin").contains("€25.00").doesNotContain("Jug of clay");
        assertThat(decisions("gus")).doesNotContain("sent");
        assertThat(subjects("gus")).noneMatch(subject -> subject.startsWith("Your cart is waiting"));
    }

    @Test
    void shouldHoldBackAMailAboutAProductThatIsGoneAgain() {
        shop.template(
                "back-in-stock",
                Json.object()
                        .put("class", "marketing")
                        .put("subject", "{{ trigger.product.name }} is back")
                        .put(
                                "mjml",
                                "<mjml><mj-body><mj-section><mj-column><mj-text>{{ trigger.product.price | money:"
                                        + " trigger.product.currency }} <a href=\"{{ unsubscribe_url }}\">Leave</a>"
                                        + " {{ shop.address }}</mj-text></mj-column></mj-section></mj-body></mjml>"));
        ObjectNode campaign = Json.object().put("name", "Back in stock").put("reentry", "always");
        campaign.putObject("start")
                .put("event", "Back In Stock")
                .putArray("properties")
                .add("product_id");
        campaign.putArray("steps").addObject().putObject("send").put("template", "back-in-stock");
        shop.campaign("back-in-stock", campaign);
        shop.sells("lamp", "Lamp", true);
        shop.sells("vase", "Vase", false);
        shop.signsUp("hugo");

        // the campaign listens once segment-service has been told to: the first event may come before that
        soon(() -> {
            shop.saysItIsBackAgain("hugo", "lamp");
            assertThat(subjects("hugo")).contains("Lamp is back");
        });
        soon(() -> {
            shop.saysItIsBackAgain("hugo", "vase");
            assertThat(decisions("hugo")).contains("held product-gone");
        });

        assertThat(subjects("hugo")).doesNotContain("Vase is back");
    }

    private List<String> subjects(String user) {
        return shop.mailsTo(user).stream().map(Shop.Mail::subject).toList();
    }

    private List<String> decisions(String user) {
        return StreamSupport.stream(shop.decisions(user).path("decisions").spliterator(), false)
                .filter(decision -> !decision.path("campaign").asText().equals("welcome"))
                .map(decision -> decision.path("outcome").asText()
                        + (decision.hasNonNull("reason")
                                ? " " + decision.path("reason").asText()
                                : ""))
                .toList();
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(assertion);
    }
}
