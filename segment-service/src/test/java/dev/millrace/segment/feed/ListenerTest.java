package dev.millrace.segment.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private final Taker taker = new Taker();
    private int ended;

    @Test
    void shouldHandOverWhatIsAskedForAndNoMore() {
        Listener listener = listener(false);
        listener.offer(item(1));
        listener.offer(item(2));
        listener.offer(item(3));

        listener.request(2);
        assertThat(taker.taken).containsExactly(item(1), item(2));
        listener.request(5);
        assertThat(taker.taken).containsExactly(item(1), item(2), item(3));
    }

    @Test
    void shouldSendWhatWasMissedBeforeWhatHappens() {
        Listener listener = listener(true);
        listener.request(100);
        listener.offer(item(3));
        listener.offerMissed(item(1));
        listener.offer(item(4));
        listener.offerMissed(item(2));

        assertThat(taker.taken).containsExactly(item(1), item(2));
        listener.caughtUp();
        assertThat(taker.taken).containsExactly(item(1), item(2), item(3), item(4));
    }

    @Test
    void shouldLetAListenerGoThatIsTooSlowAndSaySo() {
        Listener listener = listener(false);
        listener.request(1);
        for (int i = 0; i < Listener.MAX_WAITING + 10; i++) {
            listener.offer(item(i));
        }
        assertThat(taker.taken).containsExactly(item(0));

        listener.request(100);

        assertThat(taker.taken).hasSize(2);
        assertThat(taker.taken.get(1)).isInstanceOf(FeedItem.Notice.class);
        assertThat(((FeedItem.Notice) taker.taken.get(1)).kind()).isEqualTo("dropped");
        assertThat(taker.complete).isTrue();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    void shouldKeepOnlySoMuchOfWhatWasMissed() {
        Listener listener = listener(true);
        for (int i = 0; i < Listener.MAX_WAITING; i++) {
            assertThat(listener.offerMissed(item(i))).isTrue();
        }

        assertThat(listener.offerMissed(item(-1))).isFalse();
        listener.request(1);
        assertThat(listener.offerMissed(item(-1))).isTrue();
    }

    @Test
    void shouldSendNothingAfterItWasCancelled() {
        Listener listener = listener(false);
        listener.request(10);
        listener.cancel();
        listener.offer(item(1));
        listener.end();

        assertThat(taker.taken).isEmpty();
        assertThat(taker.complete).isFalse();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    void shouldNotQueueHeartbeatsForWhoeverIsBusy() {
        Listener listener = listener(false);
        listener.offer(item(1));
        listener.offer(new FeedItem.Heartbeat());
        listener.request(10);

        assertThat(taker.taken).containsExactly(item(1));
    }

    /** A subscriber may ask for more while it is being handed something. */
    @Test
    void shouldBearBeingAskedInBetween() {
        taker.asksAgain = true;
        Listener listener = listener(false);
        taker.subscription = listener;
        for (int i = 0; i < 500; i++) {
            listener.offer(item(i));
        }

        listener.request(1);

        assertThat(taker.taken).hasSize(500);
    }

    private Listener listener(boolean catchingUp) {
        return new Listener(new FeedFilter(null, null), catchingUp, taker, () -> ended++);
    }

    private static FeedItem item(int number) {
        return new FeedItem.Transition("p" + number, "{}");
    }

    private static final class Taker implements Flow.Subscriber<FeedItem> {

        private final List<FeedItem> taken = new ArrayList<>();
        private Flow.Subscription subscription;
        private boolean asksAgain;
        private boolean complete;

        @Override
        public void onSubscribe(Flow.Subscription it) {
            subscription = it;
        }

        @Override
        public void onNext(FeedItem item) {
            taken.add(item);
            if (asksAgain) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }
}
