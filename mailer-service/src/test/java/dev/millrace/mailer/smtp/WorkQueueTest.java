package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final int HOLDS = 2 * WorkQueue.PAGE;
    private static final Duration LONG = Duration.ofHours(1);

    private final WorkQueue queue = new WorkQueue();

    @Test
    void shouldHoldAnIdOnceUntilItIsDone() throws Exception {
        queue.offer("a");
        queue.offer("a");

        assertThat(queue.take(LONG)).isEqualTo("a");
        queue.offer("a");
        assertThat(queue.take(Duration.ZERO)).isNull();
        assertThat(queue.has("a")).isTrue();

        queue.done("a");
        assertThat(queue.has("a")).isFalse();
        queue.offer("a");
        assertThat(queue.take(LONG)).isEqualTo("a");
    }

    @Test
    void shouldForgetWhatItHasNoPlaceFor() {
        offer(HOLDS);
        queue.offer("one more");

        assertThat(queue.has("one more")).isFalse();
    }

    @Test
    void shouldHaveRoomForAPageOnceItIsHalfEmpty() throws Exception {
        offer(HOLDS);
        take(HOLDS - WorkQueue.PAGE - 1);
        assertThat(queue.hasRoom()).isFalse();

        take(1);
        assertThat(queue.hasRoom()).isTrue();
    }

    @Test
    void shouldAskForMoreWhenItRunsLowAfterAFullPage() throws Exception {
        queue.looks();
        offer(WorkQueue.PAGE);
        queue.looked(WorkQueue.PAGE);
        take(WorkQueue.PAGE);

        assertThat(queue.awaitNeed(LONG)).isTrue();
        assertThat(queue.awaitNeed(Duration.ZERO)).isFalse();
    }

    @Test
    void shouldAskForMoreWhenItRunsLowAfterItOverflowed() throws Exception {
        offer(HOLDS + 1);
        take(HOLDS);

        assertThat(queue.awaitNeed(LONG)).isTrue();
    }

    @Test
    void shouldNotAskForMoreWhereThereWasNone() throws Exception {
        queue.looks();
        offer(WorkQueue.PAGE - 1);
        queue.looked(WorkQueue.PAGE - 1);
        take(WorkQueue.PAGE - 1);

        assertThat(queue.awaitNeed(Duration.ZERO)).isFalse();
    }

    @Test
    void shouldEndTheWaitOfWhoLooks() throws Exception {
        queue.wake();

        assertThat(queue.awaitNeed(LONG)).isTrue();
    }

    private void offer(int many) {
        for (int i = 0; i < many; i++) {
            queue.offer("m-" + i);
        }
    }

    private void take(int many) throws InterruptedException {
        for (int i = 0; i < many; i++) {
            queue.take(LONG);
        }
    }
}
