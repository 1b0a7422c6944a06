package dev.millrace.segment;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.ShopEvent.Trust;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person erased on request, and what comes of them later. */
class ErasureTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId ADDRESS = CustomerId.of("mail:0f0f");
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
    void shouldEraseAPersonUnderAllTheirIds() {
        flow.define("carts", "cart.count > 0");
        flow.add("shoe", BROWSER);
        flow.send(flow.said(ADDRESS, Trust.BROWSER, BROWSER));
        flow.send(flow.said(ANNA, Trust.SERVER, ADDRESS));
        flow.told();

        flow.erase(BROWSER);

        for (CustomerId id : List.of(ANNA, ADDRESS, BROWSER)) {
            assertThat(flow.find(id)).as(id.value()).isNull();
            assertThat(flow.leads(id)).as(id.value()).isNull();
        }
        assertThat(flow.told()).containsExactly(Kind.EXITED + " " + ANNA + " " + Cause.ERASURE);
        assertThat(flow.values(flow.topics.erasures()))
                .extracting(CustomerErased::customer)
                .containsExactlyInAnyOrder(ANNA, ADDRESS, BROWSER);
        assertThat(flow.remembered()).isZero();
    }

    @Test
    void shouldDropWhatHappenedBeforeAnErasureAndTakeWhatHappensAfterForSomebodyNew() {
        flow.order("o1", ANNA);
        flow.erase(ANNA);

        flow.send(flow.event("Page Viewed", ANNA, List.of(), T0, Trust.SERVER, Json.object()));
        assertThat(flow.find(ANNA)).isNull();
        flow.order("o2", ANNA);

        assertThat(flow.known(ANNA).state().orders().count()).isEqualTo(1);
        assertThat(flow.known(ANNA).state().events()).containsOnlyKeys("order_completed");
    }

    @Test
    void shouldErasePeopleNobodyKnowsAndEraseTwice() {
        flow.erase(ANNA);
        flow.erase(ANNA);

        assertThat(flow.values(flow.topics.erasures())).hasSize(2);
    }
}
