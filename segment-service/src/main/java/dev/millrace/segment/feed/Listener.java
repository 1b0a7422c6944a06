package dev.millrace.segment.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One who follows the feed, at its own pace. What it has not taken yet waits in a bounded queue; when that is full the
 * listener is sent a notice and let go, so that the slowest one never holds up the others. While it is still being sent what
 * it missed, newer items wait behind that.
 */
final class Listener implements Flow.Subscription {

    static final int MAX_WAITING = 1_000;

    private final FeedFilter filter;
    private final Flow.Subscriber<? super FeedItem> subscriber;
    private final Runnable onEnd;
    private final Deque<FeedItem> missed = new ArrayDeque<>();
    private final Deque<FeedItem> live = new ArrayDeque<>();
    private final AtomicInteger draining = new AtomicInteger();
    private boolean catchingUp;
    private boolean ending;
    private boolean ended;
    private long requested;

    Listener(FeedFilter filter, boolean catchingUp, Flow.Subscriber<? super FeedItem> subscriber, Runnable onEnd) {
        this.filter = filter;
        this.catchingUp = catchingUp;
        this.subscriber = subscriber;
        this.onEnd = onEnd;
    }

    FeedFilter filter() {
        return filter;
    }

    synchronized boolean hasEnded() {
        return ended || ending;
    }

    /** Something that happened now. */
    void offer(FeedItem item) {
        synchronized (this) {
            if (ended || ending || item instanceof FeedItem.Heartbeat && !(live.isEmpty() && missed.isEmpty())) {
                return;
            }
            if (live.size() >= MAX_WAITING) {
                live.clear();
                live.add(new FeedItem.Notice(
                        "dropped",
                        "more than " + MAX_WAITING + " transitions were waiting; come back with Last-Event-ID"));
                ending = true;
            } else {
                live.add(item);
            }
        }
        drain();
    }

    /**
     * Something it missed.
     *
     * @return false if there is no room for it now, or nobody to take it any more
     */
    boolean offerMissed(FeedItem item) {
        synchronized (this) {
            if (ended || ending || missed.size() >= MAX_WAITING) {
                return false;
            }
            missed.add(item);
        }
        drain();
        return true;
    }

    /** All that it missed was handed over; from here on it hears what happens. */
    void caughtUp() {
        synchronized (this) {
            catchingUp = false;
        }
        drain();
    }

    /** No more comes; what waits is still sent. */
    void end() {
        synchronized (this) {
            ending = true;
            catchingUp = false;
        }
        drain();
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            requested = requested + more < 0 ? Long.MAX_VALUE : requested + more;
        }
        drain();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            ended = true;
        }
        onEnd.run();
    }

    /** One thread at a time hands items over; others leave it a note to look again. */
    private void drain() {
        if (draining.getAndIncrement() > 0) {
            return;
        }
        int notes = 1;
        do {
            for (FeedItem item = take(); item != null; item = take()) {
                subscriber.onNext(item);
            }
            if (isOver()) {
                subscriber.onComplete();
                onEnd.run();
            }
            notes = draining.addAndGet(-notes);
        } while (notes > 0);
    }

    private synchronized @Nullable FeedItem take() {
        if (ended || requested == 0) {
            return null;
        }
        FeedItem next = !missed.isEmpty() ? missed.poll() : catchingUp ? null : live.poll();
        requested -= next == null ? 0 : 1;
        return next;
    }

    private synchronized boolean isOver() {
        if (ended || !ending || !missed.isEmpty() || !live.isEmpty()) {
            return false;
        }
        ended = true;
        return true;
    }
}
