package dev.millrace.segment.stream.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A partition whose broker is away or slow must not keep time from the others. */
class TickerTest {

    private static final List<Integer> ALL = List.of(0, 1, 2);
    private static final int LAME = 1;

    private final Topics topics = new Topics("t.");
    private final List<CompletableFuture<RecordMetadata>> withheld = new ArrayList<>();
    private final List<KafkaFutureImpl<ListOffsetsResultInfo>> unanswered = new ArrayList<>();
    private Trouble trouble = Trouble.NONE;
    private int asked;

    private enum Trouble {
        NONE,
        STORES_NOTHING,
        REFUSES_TO_STORE,
        TELLS_NO_OFFSETS,
        REFUSES_OFFSETS
    }

    private final MockProducer<byte[], Tick> producer =
            new MockProducer<>(
                    true,
                    null,
                    new ByteArraySerializer(),
                    topics.clock().valueSerde().serializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], Tick> record) {
                    if (record.partition() == LAME && trouble == Trouble.REFUSES_TO_STORE) {
                        return CompletableFuture.failedFuture(new LeaderNotAvailableException("away"));
                    }
                    if (record.partition() == LAME && trouble == Trouble.STORES_NOTHING) {
                        withheld.add(new CompletableFuture<>());
                        return withheld.get(withheld.size() - 1);
                    }
                    return super.send(record);
                }
            };

    private final Ticker ticker = new Ticker(topics, admin(), producer, Duration.ofMillis(1));

    @Test
    void shouldWriteATickIntoEachPartition() throws Exception {
        Ticker.Beat beat = ticker.beat(ALL);

        assertThat(beat.written()).containsExactlyElementsOf(ALL);
        assertThat(ticks(0)).singleElement().satisfies(tick -> assertThat(tick.reached())
                .hasSize(topics.events().size())
                .containsEntry("t.events.order", 7L));
    }

    @Test
    void shouldTellTheOthersTheTimeWhenOnePartitionRefuses() throws Exception {
        for (Trouble refusal : List.of(Trouble.REFUSES_TO_STORE, Trouble.REFUSES_OFFSETS)) {
            trouble = refusal;

            Ticker.Beat beat = ticker.beat(ALL);

            assertThat(beat.written()).containsExactly(0, 2);
            assertThat(beat.failed().get(LAME)).isInstanceOf(LeaderNotAvailableException.class);
        }
        trouble = Trouble.NONE;
        assertThat(ticker.beat(ALL).written()).containsExactlyElementsOf(ALL);
    }

    @Test
    void shouldNeitherWaitForAPartitionThatIsSilentNorAskItAgain() throws Exception {
        trouble = Trouble.STORES_NOTHING;

        for (int i = 0; i < 3; i++) {
            assertThat(ticker.beat(ALL).written()).containsExactly(0, 2);
        }
        assertThat(withheld).hasSize(1);
        withheld.get(0).completeExceptionally(new LeaderNotAvailableException("away"));
        trouble = Trouble.NONE;

        assertThat(ticker.beat(ALL).failed()).containsOnlyKeys(LAME);
        assertThat(ticker.beat(ALL).written()).containsExactlyElementsOf(ALL);
    }

    @Test
    void shouldGoOnWithATickWhoseAnswerComesLate() throws Exception {
        trouble = Trouble.TELLS_NO_OFFSETS;
        assertThat(ticker.beat(ALL).written()).containsExactly(0, 2);
        int askedBefore = asked;
        assertThat(ticker.beat(List.of(LAME)).written()).isEmpty();
        assertThat(asked).isEqualTo(askedBefore);

        unanswered.forEach(answer -> answer.complete(at(9)));

        assertThat(ticker.beat(List.of(LAME)).written()).containsExactly(LAME);
        assertThat(ticks(LAME)).singleElement().satisfies(tick -> assertThat(tick.reached())
                .containsEntry("t.events.order", 9L));
    }

    @Test
    void shouldForgetATickForAPartitionThatWentElsewhere() throws Exception {
        trouble = Trouble.STORES_NOTHING;
        ticker.beat(ALL);

        ticker.beat(List.of(0, 2));
        trouble = Trouble.NONE;

        assertThat(ticker.beat(ALL).written()).containsExactlyElementsOf(ALL);
    }

    private List<Tick> ticks(int partition) {
        return producer.history().stream()
                .filter(record -> record.partition() == partition)
                .map(ProducerRecord::value)
                .filter(tick -> !tick.equals(Tick.mark()))
                .toList();
    }

    /** Answers for offsets only. */
    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("listOffsets")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked++;
                    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
                    for (Object place : ((Map<?, ?>) arguments[0]).keySet()) {
                        answers.put((TopicPartition) place, answer((TopicPartition) place));
                    }
                    return new ListOffsetsResult(answers);
                });
    }

    private KafkaFuture<ListOffsetsResultInfo> answer(TopicPartition place) {
        KafkaFutureImpl<ListOffsetsResultInfo> answer = new KafkaFutureImpl<>();
        boolean isLame = place.partition() == LAME && place.topic().equals("t.events.order");
        if (isLame && trouble == Trouble.REFUSES_OFFSETS) {
            answer.completeExceptionally(new LeaderNotAvailableException("away"));
        } else if (isLame && trouble == Trouble.TELLS_NO_OFFSETS) {
            unanswered.add(answer);
        } else {
            answer.complete(at(7));
        }
        return answer;
    }

    private static ListOffsetsResultInfo at(long offset) {
        return new ListOffsetsResultInfo(offset, -1, Optional.empty());
    }
}
