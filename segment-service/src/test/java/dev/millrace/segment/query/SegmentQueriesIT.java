package dev.millrace.segment.query;

import static dev.millrace.segment.query.TwoInstances.PARTITIONS;
import static dev.millrace.segment.query.TwoInstances.USERS;
import static dev.millrace.segment.query.TwoInstances.owners;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Segments asked of either of two instances, each of which holds half of the customers. */
@ExtendWith(TwoInstances.Extension.class)
class SegmentQueriesIT {

    private final ServiceInstance one;
    private final ServiceInstance two;

    SegmentQueriesIT(TwoInstances instances) {
        this.one = instances.one();
        this.two = instances.two();
    }

    @Test
    void shouldAnswerOtherInstancesOnlyForItselfAndOnlyWithTheKey() {
        TreeSet<Integer> mine = new TreeSet<>(owners(one));
        int theirs = IntStream.range(0, PARTITIONS)
                .filter(it -> !mine.contains(it))
                .findFirst()
                .orElseThrow();

        assertThat(hop(one, Integer.toString(mine.first()), ServiceInstance.KEY).statusCode())
                .isEqualTo(200);
        assertThat(hop(one, Integer.toString(mine.first()), "wrong").statusCode())
                .isEqualTo(401);
        assertThat(hop(one, "all", ServiceInstance.KEY).statusCode()).isEqualTo(400);
        assertThat(hop(one, "99", ServiceInstance.KEY).statusCode()).isEqualTo(503);
        // a copy is told as one, and never asked on
        HttpResponse<String> copy =
                one.send(one.authorized("/api/partitions/members?segment=viewers&limit=9", ServiceInstance.KEY)
                        .header(Hop.PARTITIONS_HEADER, Integer.toString(theirs)));
        assertThat(copy.statusCode() == 503 || copy.body().contains("\"standby\":true"))
                .isTrue();
    }

    @Test
    void shouldShowTheMembersOfAllPartitionsPageByPage() {
        assertThat(pages(7)).isEqualTo(6);
        assertThat(pages(10)).isEqualTo(4);
        assertThat(pages(1000)).isEqualTo(1);

        assertThat(one.call("/api/segments/nobody/members").statusCode()).isEqualTo(404);
        assertThat(one.call("/api/segments/viewers/members?limit=0").statusCode())
                .isEqualTo(400);
        assertThat(one.call("/api/segments/viewers/members?after=nonsense").statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldCountOverAllInstances() {
        for (ServiceInstance instance : List.of(one, two)) {
            assertThat(instance.get("/api/segments/viewers").path("count").asInt())
                    .isEqualTo(USERS.size());
            JsonNode preview = instance.post("/api/segments/preview", Map.of("expression", "count(page_viewed) = 1"));
            assertThat(preview.path("count").asInt()).isEqualTo(USERS.size());
            assertThat(preview.path("of").asInt()).isGreaterThanOrEqualTo(USERS.size());
            JsonNode history =
                    instance.get("/api/segments/viewers/counts?by=minute").path("counts");
            assertThat(history.path(history.size() - 1).path("count").asInt()).isEqualTo(USERS.size());
        }
    }

    @Test
    void shouldTellOfSweepsAndUnreadEventsOfAllInstances() {
        for (ServiceInstance instance : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !instance.get("/api/segments/viewers").has("sweep"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode told = instance.get("/api/instances");
                assertThat(told.path("unread")).hasSize(PARTITIONS).allMatch(count -> count.asInt() == 0);
                assertThat(told.findValues("behind")).hasSize(PARTITIONS);
            });
        }
    }

    /** Each page is asked of the other instance; all together have everybody once. */
    private int pages(int limit) {
        Set<String> shown = new HashSet<>();
        String next = "";
        int pages = 0;
        do {
            ServiceInstance asked = pages % 2 == 0 ? one : two;
            JsonNode page = asked.get("/api/segments/viewers/members?limit=" + limit + "&after=" + next);
            page.path("members").forEach(member -> assertThat(
                            shown.add(member.path("customer").asText()))
                    .isTrue());
            next = page.path("next").asText();
            pages++;
        } while (!next.isEmpty());
        assertThat(shown).hasSize(USERS.size());
        return pages;
    }

    private HttpResponse<String> hop(ServiceInstance instance, String partitions, String key) {
        return instance.send(
                instance.authorized("/api/partitions/segments", key).header(Hop.PARTITIONS_HEADER, partitions));
    }
}
