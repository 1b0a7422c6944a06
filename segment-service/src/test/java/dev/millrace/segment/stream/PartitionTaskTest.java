package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.identity.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PartitionTaskTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final PartitionTask task = new PartitionTask(0, Retention.DEFAULT);

    @Test
    void shouldReleaseWhoeverWaitsOnceTimeHasComeSoFar() throws Exception {
        CompletableFuture<Instant> seen = CompletableFuture.supplyAsync(() -> settledAfterWaiting(NOON));

        task.settledAt(NOON.minusMillis(1));
        assertThat(seen).isNotDone();
        task.settledAt(NOON);

        assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(NOON);
    }

    @Test
    void shouldWaitNoLongerThanAllowed() throws Exception {
        task.awaitSettled(NOON, System.nanoTime() - 1);
        task.awaitSettled(NOON, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(task.clock().settled()).isBefore(NOON);
    }

    private Instant settledAfterWaiting(Instant instant) {
        try {
            task.awaitSettled(instant, System.nanoTime() + Duration.ofMinutes(1).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return task.clock().settled();
    }
}
