package dev.millrace.segment;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopEvent.Trust;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers and devices, and the users who log in on them. */
class VisitorIdentityTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId BERT = CustomerId.user("bert");
    private static final CustomerId BROWSER = CustomerId.anonymous("b1");
    private static final CustomerId OTHER_DEVICE = CustomerId.anonymous("b2");

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
    void shouldBringTheCartOfAVisitorToTheUserWhoLogsIn() {
        flow.define("carts", "cart.count > 0");
        flow.add("shoe", BROWSER);

        flow.view(ANNA, BROWSER);

        assertThat(flow.known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
        assertThat(flow.known(ANNA).state().events()).containsOnlyKeys("page_viewed", "product_added");
        assertThat(flow.find(BROWSER)).isNull();
        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
        assertThat(flow.told())
                .containsExactly(
                        Kind.ENTERED + " " + BROWSER + " " + Cause.EVENT,
                        Kind.EXITED + " " + BROWSER + " " + Cause.MERGE,
                        Kind.ENTERED + " " + ANNA + " " + Cause.MERGE);
        assertThat(flow.values(flow.topics.links())).containsExactly(new CustomerLink(BROWSER, ANNA, flow.now()));
    }

    @Test
    void shouldForwardWhatComesUnderAnIdThatLeadsElsewhere() {
        flow.view(ANNA, BROWSER);

        flow.add("hat", BROWSER);

        assertThat(flow.known(ANNA).state().cart().items()).containsOnlyKeys("hat");
        assertThat(flow.known(ANNA).state().userId()).isEqualTo("anna");
        assertThat(flow.find(BROWSER)).isNull();
    }

    @Test
    void shouldUniteSeveralDevices() {
        flow.add("shoe", BROWSER);
        flow.add("hat", OTHER_DEVICE);

        flow.view(ANNA, BROWSER);
        flow.view(ANNA, OTHER_DEVICE);

        assertThat(flow.known(ANNA).state().cart().items()).containsOnlyKeys("shoe", "hat");
    }

    @Test
    void shouldGiveASharedBrowserToWhoUsedItLast() {
        flow.add("shoe", BROWSER);
        flow.view(ANNA, BROWSER);

        flow.view(BERT, BROWSER);
        flow.add("hat", BROWSER);

        assertThat(flow.known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
        assertThat(flow.known(BERT).state().cart().items()).containsOnlyKeys("hat");
        assertThat(flow.leads(BROWSER)).isEqualTo(BERT);
    }

    @Test
    void shouldGiveASharedBrowserBackToWhoComesBack() {
        flow.view(ANNA, BROWSER);
        flow.view(BERT, BROWSER);

        flow.view(ANNA, BROWSER);

        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
    }

    @Test
    void shouldNotTakeABrowserAwayByALateEvent() {
        flow.view(BERT, BROWSER);

        flow.send(flow.event("Page Viewed", ANNA, List.of(BROWSER), T0.minusSeconds(60), Trust.BROWSER, Json.object()));

        assertThat(flow.leads(BROWSER)).isEqualTo(BERT);
    }

    @Test
    void shouldFoldARepeatedEventOnceAlsoWhenItIsForwarded() {
        flow.view(ANNA, BROWSER);
        ShopEvent viewed = flow.event("Page Viewed", BROWSER, List.of(), flow.next(), Trust.BROWSER, Json.object());

        flow.send(viewed);
        flow.send(viewed);

        assertThat(flow.known(ANNA).state().events().get("page_viewed").count()).isEqualTo(2);
    }
}
