package dev.millrace.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ShopEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Requests of real clients, spoilt at random. None is answered with a fault of ours; what is answered as accepted is in the
 * log, as many events as were said, each readable by whoever reads the log.
 */
class IntakeFuzzTest {

    private static final int REQUESTS = 60_000;
    private static final Set<Integer> DOCUMENTED = Set.of(200, 400, 401, 403, 413);
    private static final List<String> KEYS =
            List.of(Workbench.BROWSER_KEY, Workbench.STRICT_KEY, Workbench.SERVER_KEY, "nobody's");

    @Test
    void shouldAnswerWhateverItIsSent() {
        Workbench bench = new Workbench(1_000_000_000, 1_000_000_000);
        Mutations mutations = new Mutations(20260301);
        Map<Integer, Integer> answers = new HashMap<>();

        for (int i = 0; i < REQUESTS; i++) {
            Sent sent = spoilt(mutations, i);
            Reply reply = bench.take(sent);
            answers.merge(reply.status(), 1, Integer::sum);
            List<ShopEvent> stored = bench.stored();

            assertThat(reply.status()).as("request %d", i).isIn(DOCUMENTED);
            assertThat(stored).as("request %d", i).hasSize(accepted(reply));
            assertThat(Workbench.json(reply)).as("request %d", i).hasSizeLessThan(300_000);
        }

        assertThat(answers.keySet()).contains(200, 400, 401, 403, 413);
        assertThat(answers.get(200)).isGreaterThan(REQUESTS / 10);
        assertThat(bench.meters
                        .counter("millrace.ingest.events.refused", "reason", "unreadable")
                        .count())
                .isZero();
    }

    private static Sent spoilt(Mutations mutations, int number) {
        ClientRequest request = mutations.oneOf(ClientRequest.ALL);
        String key = mutations.chance(85) ? Workbench.BROWSER_KEY : mutations.oneOf(KEYS);
        byte[] body = mutations.spoilt(request.plain(key, "m" + number));
        byte[] encoded = mutations.chance(20) ? ClientRequest.gzipped(body) : request.encoded(body);
        if (mutations.chance(5)) {
            encoded = mutations.bytesChanged(encoded);
        }
        Sent sent = request.sent(key, encoded);
        String header =
                mutations.oneOf(List.of("%%%", "w6k=", "AAAA", "", "YS0x", "2026-03-01T10:00:00Z", "x".repeat(500)));
        return mutations.chance(80)
                ? sent
                : new Sent(
                        mutations.chance(20) ? Sent.Call.HISTORY : sent.call(),
                        mutations.chance(50) ? sent.authorization() : "Basic " + header,
                        mutations.chance(50) ? sent.writeKey() : header,
                        mutations.chance(50) ? sent.origin() : header,
                        header,
                        header,
                        "",
                        encoded);
    }

    private static int accepted(Reply reply) {
        return reply.body() instanceof Answer answer ? answer.accepted() : 0;
    }
}
