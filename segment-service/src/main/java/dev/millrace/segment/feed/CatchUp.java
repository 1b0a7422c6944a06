package dev.millrace.segment.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads what listeners missed, from where they left off to where they joined. At most two at a time do so, and each reads a
 * bounded stretch of the log: whoever was away for longer is told that there is a gap.
 */
final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    /** Records of all partitions together, wanted or not. */
    static final long MAX_RECORDS = 200_000;

    private static final int AT_A_TIME = 2;
    private static final int WAITING = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READING = Duration.ofSeconds(30);
    private static final long PAUSE_MILLISECONDS = 5;

    private final List<TopicPartition> partitions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ThreadPoolExecutor threads;

    CatchUp(List<TopicPartition> partitions, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.partitions = partitions;
        this.consumers = consumers;
        this.threads = new ThreadPoolExecutor(
                AT_A_TIME, AT_A_TIME, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "transition-catch-up");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    void stop() {
        threads.shutdownNow();
    }

    void start(Listener listener, FeedPlace from, FeedPlace until) {
        try {
            threads.execute(() -> read(listener, from, until));
        } catch (RejectedExecutionException full) {
            giveUp(listener, "too many listeners are catching up");
        }
    }

    private void read(Listener listener, FeedPlace from, FeedPlace until) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            read(consumer, listener, from.next(), until.next());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            listener.end();
        } catch (RuntimeException | Error failure) { // a listener who isn't told goes on waiting for ever
            LOG.warnf("event=catch-up-failed reason=%s", failure.getClass().getSimpleName());
            giveUp(listener, "what was missed can't be read now");
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Listener listener, long[] next, long[] until)
            throws InterruptedException {
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        List<TopicPartition> open = new ArrayList<>();
        boolean gap = false;
        long records = 0;
        for (TopicPartition partition : partitions) {
            int place = partition.partition();
            long start = starts.getOrDefault(partition, 0L);
            gap |= next[place] < start || next[place] > until[place];
            next[place] = Math.min(until[place], Math.max(next[place], start));
            records += until[place] - next[place];
            consumer.seek(partition, next[place]);
            if (next[place] < until[place]) {
                open.add(partition);
            }
        }
        if (records > MAX_RECORDS) {
            giveUp(listener, "more was missed than is sent again");
            return;
        }
        if (gap) {
            hand(listener, new FeedItem.Notice("gap", "some of what was missed is no longer in the log"));
        }
        consumer.pause(partitions.stream().filter(it -> !open.contains(it)).toList());
        long started = System.nanoTime();
        while (!open.isEmpty() && !listener.hasEnded()) {
            if (System.nanoTime() - started > READING.toNanos()) {
                giveUp(listener, "what was missed was not taken in time");
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < until[record.partition()]) {
                    next[record.partition()] = record.offset() + 1;
                    if (listener.filter().wants(record)) {
                        hand(listener, LiveFeed.item(record, next));
                    }
                }
            }
            open.removeIf(partition -> consumer.position(partition) >= until[partition.partition()]);
        }
        listener.caughtUp();
    }

    /** Waits while the listener is busy with what it got already. */
    private static void hand(Listener listener, FeedItem item) throws InterruptedException {
        while (!listener.hasEnded() && !listener.offerMissed(item)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
    }

    private static void giveUp(Listener listener, String reason) {
        listener.offerMissed(new FeedItem.Notice("gap", reason + "; from here on it is complete again"));
        listener.caughtUp();
    }
}
