package dev.millrace.segment.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final FeedItem LIVE = new FeedItem.Transition("live", "{}");

    private final MockConsumer<byte[], byte[]> log = new MockConsumer<>("earliest");
    private final CatchUp catchUp = new CatchUp(List.of(P0, P1), () -> log);
    private final List<FeedItem> taken = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        catchUp.stop();
    }

    @Test
    void shouldSendWhatWasMissedAndThenWhatHappens() {
        logHas(0, 5, 2);

        Listener listener = listener();
        listener.offer(LIVE);
        catchUp.start(listener, place(1, 0), place(3, 1));

        await().until(() -> taken.size() == 4);
        assertThat(taken).endsWith(LIVE);
        assertThat(jsons()).containsExactlyInAnyOrder("0-1", "0-2", "1-0", "{}");
        assertThat(taken.get(2))
                .extracting(it -> ((FeedItem.Transition) it).place())
                .isEqualTo("3.1");
    }

    @Test
    void shouldReadNothingForWhoeverMissedNothing() {
        logHas(0, 5, 2);

        Listener listener = listener();
        listener.offer(LIVE);
        catchUp.start(listener, place(5, 2), place(5, 2));

        await().until(() -> taken.size() == 1);
        assertThat(taken).containsExactly(LIVE);
    }

    @Test
    void shouldSayWhatIsNoLongerInTheLog() {
        logHas(3, 5, 0);

        catchUp.start(listener(), place(0, 0), place(5, 0));

        await().until(() -> taken.size() == 3);
        assertThat(taken.get(0)).isInstanceOf(FeedItem.Notice.class);
        assertThat(jsons()).containsExactly("0-3", "0-4");
    }

    @Test
    void shouldNotReadMoreThanAnybodyCanUse() {
        logHas(0, 5, 0);

        Listener listener = listener();
        listener.offer(LIVE);
        catchUp.start(listener, place(0, 0), place(CatchUp.MAX_RECORDS + 1, 0));

        await().until(() -> taken.size() == 2);
        assertThat(taken.get(0)).isInstanceOf(FeedItem.Notice.class);
        assertThat(taken.get(1)).isEqualTo(LIVE);
    }

    @Test
    void shouldLetNobodyWaitWhenReadingFails() {
        log.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        log.schedulePollTask(() -> {
            throw new IllegalStateException("not now");
        });

        Listener listener = listener();
        listener.offer(LIVE);
        catchUp.start(listener, place(0, 0), place(5, 0));

        await().until(() -> taken.size() == 2);
        assertThat(taken.get(0)).isInstanceOf(FeedItem.Notice.class);
        assertThat(taken.get(1)).isEqualTo(LIVE);
    }

    private void logHas(long start, long end, long otherEnd) {
        log.updateBeginningOffsets(Map.of(P0, start, P1, 0L));
        log.schedulePollTask(() -> {
            for (long offset = start; offset < end; offset++) {
                log.addRecord(record(P0, offset));
            }
            for (long offset = 0; offset < otherEnd; offset++) {
                log.addRecord(record(P1, offset));
            }
        });
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        byte[] value = (partition.partition() + "-" + offset).getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], value);
    }

    private static FeedPlace place(long first, long second) {
        return new FeedPlace(new long[] {first, second});
    }

    private List<String> jsons() {
        return taken.stream()
                .filter(FeedItem.Transition.class::isInstance)
                .map(it -> ((FeedItem.Transition) it).json())
                .toList();
    }

    private Listener listener() {
        Listener listener = new Listener(
                new FeedFilter(null, null),
                true,
                new Flow.Subscriber<FeedItem>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {}

                    @Override
                    public void onNext(FeedItem item) {
                        taken.add(item);
                    }

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onComplete() {}
                },
                () -> {});
        listener.request(Long.MAX_VALUE);
        return listener;
    }
}
