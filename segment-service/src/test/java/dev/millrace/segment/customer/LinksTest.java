package dev.millrace.segment.customer;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static final CustomerId BROWSER = CustomerId.anonymous("b1");
    private static final CustomerId ADDRESS = CustomerId.of("mail:0f0f");

    @Test
    void shouldMakeAClaimKnownOnceAndAgainAfterAMonth() {
        Links.Claimed first = Links.EMPTY.claim(BROWSER, browser(T0));
        Links.Claimed again = first.links().claim(BROWSER, browser(T0.plusSeconds(1)));
        Links.Claimed monthLater = again.links().claim(BROWSER, browser(T0.plus(Duration.ofDays(31))));

        assertThat(first.isNews()).isTrue();
        assertThat(again.isNews()).isFalse();
        assertThat(monthLater.isNews()).isTrue();
    }

    @Test
    void shouldMakeKnownThatTheShopSaysItToo() {
        Links said = Links.EMPTY.claim(ADDRESS, browser(T0)).links();

        assertThat(said.claim(ADDRESS, server(T0.minusSeconds(1))).isNews()).isTrue();
    }

    @Test
    void shouldAskForALostIdAgainOnlyByABetterClaim() {
        Claim theirs = server(T0.plusSeconds(5));
        Links lost = Links.EMPTY.claim(ADDRESS, server(T0)).links().lost(ADDRESS, theirs);

        assertThat(lost.claim(ADDRESS, browser(T0.plusSeconds(9))).isNews()).isFalse();
        assertThat(lost.claim(ADDRESS, server(T0.plusSeconds(4))).isNews()).isFalse();
        Links.Claimed back = lost.claim(ADDRESS, server(T0.plusSeconds(6)));
        assertThat(back.isNews()).isTrue();
        assertThat(back.links().all()).allMatch(Link::isHeld);
    }

    @Test
    void shouldKeepTheFiftyClaimedLast() {
        Links links = Links.EMPTY;
        for (int i = 0; i < 60; i++) {
            links = links.claim(CustomerId.anonymous("b" + i), browser(T0.plusSeconds(i)))
                    .links();
        }

        assertThat(links.all()).hasSize(Links.MAX_LINKS);
        assertThat(links.get(CustomerId.anonymous("b9"))).isNull();
        assertThat(links.get(CustomerId.anonymous("b10"))).isNotNull();
    }

    @Test
    void shouldHoldWhatEitherOfTwoCustomersHeld() {
        Links lost = Links.EMPTY.claim(BROWSER, browser(T0)).links().lost(BROWSER, browser(T0.plusSeconds(1)));
        Link held = new Link(BROWSER, browser(T0.plusSeconds(1)), null, T0.plusSeconds(1));

        assertThat(lost.adopt(held).get(BROWSER)).isEqualTo(held);
        assertThat(Links.EMPTY.adopt(held).adopt(lost.all().get(0)).get(BROWSER))
                .isEqualTo(held);
    }

    private static Claim browser(Instant at) {
        return new Claim(at, 0, false);
    }

    private static Claim server(Instant at) {
        return new Claim(at, 0, true);
    }
}
