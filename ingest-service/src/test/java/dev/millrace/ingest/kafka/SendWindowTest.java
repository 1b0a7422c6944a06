package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.kafka.EventLog.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final SendWindow window = new SendWindow(producer, MOST, PATIENCE, nanos::get);

    @Test
    void shouldHandOverWhatFitsAndLetTheRestWaitInOrder() {
        List<CompletableFuture<Result>> results =
                Stream.of("a", "b", "c", "d").map(name -> send(name, 400)).toList();
        assertThat(handedOver()).containsExactly("a", "b");

        producer.completeNext();
        assertThat(handedOver()).containsExactly("a", "b", "c");
        producer.errorNext(new TimeoutException("away"));
        assertThat(handedOver()).containsExactly("a", "b", "c", "d");
        producer.completeNext();
        producer.completeNext();

        assertThat(results.stream().map(CompletableFuture::join))
                .containsExactly(Result.STORED, Result.NOT_ACKNOWLEDGED, Result.STORED, Result.STORED);
    }

    @Test
    void shouldLetNobodyPassWhoStandsInLine() {
        send("a", 600);
        send("b", 600);
        send("small", 1);

        assertThat(handedOver()).containsExactly("a");
    }

    @Test
    void shouldSendWhatIsLargerThanTheWindowAlone() {
        send("a", 1);
        send("large", MOST + 1);
        send("z", 1);
        assertThat(handedOver()).containsExactly("a");

        producer.completeNext();
        assertThat(handedOver()).containsExactly("a", "large");

        producer.completeNext();
        assertThat(handedOver()).containsExactly("a", "large", "z");
    }

    @Test
    void shouldSendARequestOfSeveralRecordsAsOne() {
        CompletableFuture<Result> both =
                window.send(List.of(record("a"), record("b")), MOST).toCompletableFuture();
        CompletableFuture<Result> next = send("c", 1);

        producer.completeNext();
        assertThat(both).isNotDone();
        assertThat(handedOver()).containsExactly("a", "b");
        producer.completeNext();

        assertThat(both).isCompletedWithValue(Result.STORED);
        assertThat(handedOver()).containsExactly("a", "b", "c");
        assertThat(next).isNotDone();
    }

    @Test
    void shouldNotSendWhatHasWaitedForLongerThanItsPatience() {
        send("a", MOST);
        CompletableFuture<Result> late = send("late", 1);
        nanos.addAndGet(1);
        CompletableFuture<Result> inTime = send("in-time", 1);
        nanos.addAndGet(PATIENCE.toNanos());

        producer.errorNext(new TimeoutException("away"));

        assertThat(late).isCompletedWithValue(Result.NOT_ACKNOWLEDGED);
        assertThat(handedOver()).containsExactly("a", "in-time");
        assertThat(inTime).isNotDone();
    }

    @Test
    void shouldEndAllThatWaitWhenTheProducerTakesNothingMore() {
        send("a", MOST);
        List<CompletableFuture<Result>> inLine =
                IntStream.range(0, 20_000).mapToObj(i -> send("b", MOST)).toList();

        producer.sendException = new IllegalStateException("closed");
        producer.completeNext();

        assertThat(inLine).allSatisfy(one -> assertThat(one).isCompletedWithValue(Result.NOT_ACKNOWLEDGED));
        producer.sendException = null;
        send("after", 1);
        assertThat(handedOver()).containsExactly("a", "after");
    }

    @Test
    void shouldLoseNobodyWhenManySendAtOnce() throws ExecutionException, InterruptedException {
        int each = 2_000;
        List<CompletableFuture<Result>> results = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(4);
        List<Future<List<CompletableFuture<Result>>>> senders = IntStream.range(0, 4)
                .mapToObj(t -> threads.submit(() -> IntStream.range(0, each)
                        .mapToObj(i -> send(t + "-" + i, 1 + i % 500))
                        .toList()))
                .toList();
        while (!senders.stream().allMatch(Future::isDone)) {
            producer.completeNext();
        }
        for (Future<List<CompletableFuture<Result>>> sender : senders) {
            results.addAll(sender.get());
        }
        while (producer.completeNext()) {
            assertThat(producer.closed()).isFalse();
        }
        threads.shutdown();

        assertThat(results).hasSize(4 * each).allSatisfy(one -> assertThat(one).isCompletedWithValue(Result.STORED));
        assertThat(handedOver()).hasSize(4 * each).doesNotHaveDuplicates();
    }

    private CompletableFuture<Result> send(String name, long bytes) {
        return window.send(List.of(record(name)), bytes).toCompletableFuture();
    }

    private static ProducerRecord<byte[], byte[]> record(String name) {
        return new ProducerRecord<>("t", name.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> handedOver() {
        return producer.history().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
