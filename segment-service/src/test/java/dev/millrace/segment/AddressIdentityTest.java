package dev.millrace.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopEvent.Trust;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses, phones, cards and alias calls: who may claim them, and who gets them. */
class AddressIdentityTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId BERT = CustomerId.user("bert");
    private static final CustomerId ADDRESS = CustomerId.of("mail:0f0f");
    private static final CustomerId PHONE = CustomerId.of("tel:0a0a");
    private static final CustomerId BROWSER = CustomerId.anonymous("b1");

    @TempDir
    Path state;

    private IdentityFlow flow;

    @BeforeEach
    void start() {
        flow = new IdentityFlow(state);
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void shouldLeaveAnAddressWithTheFirstUserWhateverBrowsersSay() {
        flow.send(flow.said(ANNA, Trust.BROWSER, ADDRESS));

        flow.send(flow.said(BERT, Trust.BROWSER, ADDRESS));
        flow.send(flow.said(BERT, Trust.BROWSER, ADDRESS));

        assertThat(flow.leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(flow.known(BERT).links().get(ADDRESS).isHeld()).isFalse();
    }

    @Test
    void shouldGiveAnAddressToWhomTheShopNamesLast() {
        flow.send(flow.said(ANNA, Trust.SERVER, ADDRESS));

        flow.send(flow.said(BERT, Trust.SERVER, ADDRESS));

        assertThat(flow.leads(ADDRESS)).isEqualTo(BERT);
        assertThat(flow.known(ANNA).links().get(ADDRESS).isHeld()).isFalse();
    }

    @Test
    void shouldNotLetABrowserTakeAnAddressThatTheShopHasConfirmed() {
        flow.send(flow.identified(ADDRESS, "anna@shop.example", Trust.SERVER));
        flow.send(flow.said(BERT, Trust.BROWSER, ADDRESS));
        assertThat(flow.find(ADDRESS)).isNotNull();
        assertThat(flow.known(BERT).state().trait("email")).isNull();

        flow.send(flow.said(ANNA, Trust.SERVER, ADDRESS));
        flow.send(flow.said(BERT, Trust.BROWSER, ADDRESS));

        assertThat(flow.leads(ADDRESS)).isEqualTo(ANNA);
    }

    @Test
    void shouldKeepTheAddressOfAConfirmedUserWhenAnotherIsMerged() {
        flow.send(flow.identified(ANNA, "anna@shop.example", Trust.SERVER));
        flow.send(flow.identified(ADDRESS, "mallory@evil.example", Trust.BROWSER));
        flow.send(flow.event(
                ShopEvent.CONSENT_UPDATED,
                ADDRESS,
                List.of(),
                flow.next(),
                Trust.BROWSER,
                Json.object().put("channel", "email").put("status", "subscribed")));

        flow.send(flow.said(ANNA, Trust.BROWSER, ADDRESS));

        assertThat(flow.leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(flow.known(ANNA).state().trait("email")).hasToString("anna@shop.example");
        assertThat(flow.known(ANNA).state().consents()).isEmpty();
    }

    @Test
    void shouldTakeTheConsentThatWasGivenForTheAddressThatTheShopConfirms() {
        flow.send(flow.identified(ADDRESS, "anna@shop.example", Trust.BROWSER));
        flow.send(flow.event(
                ShopEvent.CONSENT_UPDATED,
                ADDRESS,
                List.of(BROWSER),
                flow.next(),
                Trust.BROWSER,
                Json.object().put("channel", "email").put("status", "subscribed")));

        flow.send(flow.identified(ANNA, "anna@shop.example", Trust.SERVER, ADDRESS));

        assertThat(flow.known(ANNA).state().consents().get("email").status()).isEqualTo("subscribed");
    }

    @Test
    void shouldFollowAChainFromABrowserOverAnAddressToAUser() {
        flow.add("shoe", BROWSER);
        flow.send(flow.said(ADDRESS, Trust.BROWSER, BROWSER));
        assertThat(flow.leads(BROWSER)).isEqualTo(ADDRESS);

        flow.send(flow.said(ANNA, Trust.BROWSER, ADDRESS));

        assertThat(flow.leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
        assertThat(flow.known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
    }

    @Test
    void shouldTakePhonesAndCardsForIds() {
        CustomerId card = CustomerId.user("card-17");
        flow.order("o1", card);
        flow.order("o2", PHONE);

        flow.send(flow.said(ANNA, Trust.SERVER, card, PHONE));

        assertThat(flow.known(ANNA).state().orders().count()).isEqualTo(2);
        assertThat(flow.known(ANNA).state().userId()).isEqualTo("anna");
    }

    @Test
    void shouldNotLetABrowserGiveAUserAway() {
        flow.order("o1", ANNA);

        flow.send(flow.said(BERT, Trust.BROWSER, ANNA));

        assertThat(flow.find(ANNA)).isNotNull();
        assertThat(flow.known(BERT).state().orders().count()).isZero();
    }

    @Test
    void shouldCountAnOrderOnceThatWasToldUnderTwoIds() {
        flow.order("o1", ANNA);
        flow.order("o1", ADDRESS);

        flow.send(flow.said(ANNA, Trust.SERVER, ADDRESS));

        assertThat(flow.known(ANNA).state().orders().count()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnAliasThatClosesACircle() {
        flow.send(flow.said(BERT, Trust.SERVER, ANNA));

        flow.send(flow.said(ANNA, Trust.SERVER, BERT));

        assertThat(flow.leads(ANNA)).isEqualTo(BERT);
        assertThat(flow.find(BERT)).isNotNull();
        assertThat(flow.known(BERT).state().events().get("identify").count()).isEqualTo(2);
    }
}
