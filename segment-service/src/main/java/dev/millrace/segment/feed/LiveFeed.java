package dev.millrace.segment.feed;

import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One consumer for all listeners of the instance: it starts with the first one and ends a while after the last. New listeners
 * join between two polls, so each knows exactly from which place on it hears what happens.
 */
final class LiveFeed {

    /** More listeners than any console needs. */
    static final int MAX_LISTENERS = 200;

    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);
    private static final Duration IDLE_FOR = Duration.ofSeconds(60);

    private record Joining(Listener listener, Optional<FeedPlace> from) {}

    private final List<TopicPartition> partitions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CatchUp catchUp;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
    private @Nullable Thread thread;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean stopped;

    LiveFeed(String topic, int partitions, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.consumers = consumers;
        this.catchUp = new CatchUp(this.partitions, consumers);
        Metrics.gauge("millrace_feed_listeners", listeners, List::size);
    }

    void requireRoom() {
        if (listeners.size() + joining.size() >= MAX_LISTENERS) {
            throw new FeedFull(MAX_LISTENERS);
        }
    }

    void listen(FeedFilter filter, Optional<FeedPlace> from, Flow.Subscriber<? super FeedItem> subscriber) {
        Listener[] itself = new Listener[1];
        Listener listener = new Listener(filter, from.isPresent(), subscriber, () -> listeners.remove(itself[0]));
        itself[0] = listener;
        subscriber.onSubscribe(listener);
        joining.add(new Joining(listener, from));
        start();
    }

    private synchronized void start() {
        if (thread == null && !stopped) {
            Thread started = new Thread(this::run, "transition-feed");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    void stop() {
        synchronized (this) {
            stopped = true;
            if (consumer != null) {
                consumer.wakeup();
            }
        }
        catchUp.stop();
        listeners.forEach(Listener::end);
        joining.forEach(it -> it.listener().end());
    }

    private void run() {
        try (Consumer<byte[], byte[]> opened = consumers.get()) {
            synchronized (this) {
                consumer = opened;
            }
            opened.assign(partitions);
            opened.seekToEnd(partitions);
            follow(opened);
        } catch (WakeupException stopping) {
            LOG.debug("event=feed-stopped");
        } catch (RuntimeException | Error failure) { // whoever listens comes back, and goes on where it was
            LOG.warnf("event=feed-failed reason=%s", failure.getClass().getSimpleName());
            listeners.forEach(Listener::end);
            listeners.clear();
        } finally {
            synchronized (this) {
                consumer = null;
                thread = null;
            }
            if (!joining.isEmpty()) {
                start();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> opened) {
        long[] next = partitions.stream().mapToLong(opened::position).toArray();
        long lastHeartbeat = System.nanoTime();
        long lastHeard = System.nanoTime();
        while (System.nanoTime() - lastHeard < IDLE_FOR.toNanos()) {
            join(next);
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                next[record.partition()] = record.offset() + 1;
                tell(record, next);
            }
            if (System.nanoTime() - lastHeartbeat > BETWEEN_HEARTBEATS.toNanos()) {
                lastHeartbeat = System.nanoTime();
                listeners.forEach(listener -> listener.offer(new FeedItem.Heartbeat()));
            }
            lastHeard = listeners.isEmpty() && joining.isEmpty() ? lastHeard : System.nanoTime();
        }
    }

    private void join(long[] next) {
        for (Joining one = joining.poll(); one != null; one = joining.poll()) {
            Listener listener = one.listener();
            if (listener.hasEnded()) {
                continue;
            }
            listeners.add(listener);
            FeedPlace until = new FeedPlace(next);
            // the first thing a listener gets, so that it can come back even if nothing happens meanwhile
            listener.offer(new FeedItem.Heartbeat());
            one.from().ifPresent(from -> catchUp.start(listener, from, until));
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, long[] next) {
        FeedItem item = null;
        for (Listener listener : listeners) {
            if (listener.filter().wants(record)) {
                item = item == null ? item(record, next) : item;
                listener.offer(item);
            }
        }
    }

    static FeedItem item(ConsumerRecord<byte[], byte[]> record, long[] next) {
        return new FeedItem.Transition(
                new FeedPlace(next).toString(), new String(record.value(), StandardCharsets.UTF_8));
    }
}
