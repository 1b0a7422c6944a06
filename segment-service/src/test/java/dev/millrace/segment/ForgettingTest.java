package dev.millrace.segment;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors and redirects that nobody has used for long. */
class ForgettingTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
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
    void shouldForgetAVisitorWhoStaysAway() {
        flow.define("carts", "cart.count > 0");
        flow.add("shoe", BROWSER);
        Instant added = flow.now();
        flow.told();

        flow.tick(added.plus(Duration.ofDays(90)).minusMillis(1));
        assertThat(flow.find(BROWSER)).isNotNull();
        flow.tick(added.plus(Duration.ofDays(90)));

        assertThat(flow.find(BROWSER)).isNull();
        List<SegmentTransition> told = flow.values(flow.topics.transitions());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).cause()).isEqualTo(Cause.ERASURE);
        assertThat(told.get(0).at()).isEqualTo(added.plus(Duration.ofDays(90)));
    }

    @Test
    void shouldKeepAVisitorWhoCameBackAndEveryUser() {
        flow.add("shoe", BROWSER);
        flow.add("shoe", ANNA);
        Instant added = flow.now();
        flow.tick(added.plus(Duration.ofDays(50)));
        flow.add("hat", BROWSER);

        flow.tick(added.plus(Duration.ofDays(90)));

        assertThat(flow.find(BROWSER)).isNotNull();
        flow.tick(added.plus(Duration.ofDays(141)));
        assertThat(flow.find(BROWSER)).isNull();
        assertThat(flow.find(ANNA)).isNotNull();
    }

    @Test
    void shouldForgetARedirectThatNobodyUses() {
        flow.view(ANNA, BROWSER);
        Instant linked = flow.now();
        flow.tick(linked.plus(Duration.ofDays(200)));
        flow.add("hat", BROWSER);
        flow.values(flow.topics.links());

        flow.tick(linked.plus(Duration.ofDays(400)));
        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
        flow.tick(linked.plus(Duration.ofDays(600)));

        assertThat(flow.leads(BROWSER)).isNull();
        assertThat(flow.values(flow.topics.links())).containsExactly((CustomerLink) null);
    }

    @Test
    void shouldKeepARedirectThatIsUsedBesideItsOwner() {
        for (int month = 0; month < 20; month++) {
            flow.tick(T0.plus(Duration.ofDays(31L * month)));
            flow.view(ANNA, BROWSER);
        }

        assertThat(flow.leads(BROWSER)).isEqualTo(ANNA);
    }
}
