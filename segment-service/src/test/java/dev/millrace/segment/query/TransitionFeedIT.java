package dev.millrace.segment.query;

import static dev.millrace.segment.query.TwoInstances.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page that follows transitions, from one instance to the other. */
@ExtendWith(TwoInstances.Extension.class)
class TransitionFeedIT {

    private final TwoInstances instances;
    private final ServiceInstance one;
    private final ServiceInstance two;

    TransitionFeedIT(TwoInstances instances) {
        this.instances = instances;
        this.one = instances.one();
        this.two = instances.two();
    }

    @Test
    void shouldLetAPageFollowAndComeBack() throws IOException, InterruptedException {
        String path = "/api/transitions?segment=followed";
        instances.put("followed", "count(product_viewed) >= 1 and count(product_viewed) < 3");
        await().ignoreExceptions().until(() -> one.get("/api/segments/followed").has("id"));
        List<SegmentTransition> all = new ArrayList<>();
        String left;
        try (SseReader page = SseReader.open(one.authorized(path, ServiceInstance.KEY), "")) {
            await().until(page::isConnected);
            viewProduct(0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> page.transitions().size() >= USERS.size());
            all.addAll(page.transitions());
            left = page.lastId();
        }
        // nobody listens, and everybody leaves again
        viewProduct(1);
        viewProduct(2);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> one.get("/api/segments/followed").path("count").asInt() == 0);
        try (SseReader page = SseReader.open(two.authorized(path, ServiceInstance.KEY), left)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> page.transitions().size() >= USERS.size());
            all.addAll(page.transitions());
            assertThat(page.names()).containsOnly("transition");
        }

        assertThat(all)
                .extracting(SegmentTransition::id)
                .doesNotHaveDuplicates()
                .hasSize(2 * USERS.size());
        for (String user : USERS) {
            assertThat(all.stream().filter(it -> it.customer().equals(CustomerId.user(user))))
                    .extracting(SegmentTransition::kind)
                    .containsExactly(SegmentTransition.Kind.ENTERED, SegmentTransition.Kind.EXITED);
        }
        assertThat(one.send(one.authorized(path, ServiceInstance.KEY).header("Last-Event-ID", "nonsense!"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldTellAPageWhatIsNoLongerInTheLog() throws IOException, InterruptedException {
        String ahead = "zzzz.zzzz.zzzz.zzzz";
        try (SseReader page =
                SseReader.open(one.authorized("/api/transitions?customer=user:nobody", ServiceInstance.KEY), ahead)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> page.names().contains("gap"));
        }
    }

    private void viewProduct(int round) {
        for (String user : USERS) {
            instances.send("v-" + user + "-" + round, user, "Product Viewed");
        }
        instances.producer().flush();
    }
}
