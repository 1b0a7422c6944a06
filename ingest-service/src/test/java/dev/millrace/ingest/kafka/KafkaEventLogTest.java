package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.kafka.EventLog.Result;
import dev.millrace.ingest.tracking.EventTopic;
import dev.millrace.ingest.tracking.Reading.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaEventLogTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final long BOUND = 10_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaEventLog log = new KafkaEventLog(producer, new Topics("t."), BOUND, ANSWER_WITHIN);

    @Test
    void shouldSayStoredOnlyWhenTheLastEventIsAcknowledged() {
        CompletableFuture<Result> result = append(event("m-1", 1), event("m-2", 1));
        assertThat(result).isNotDone();

        producer.completeNext();
        assertThat(result).isNotDone();

        producer.completeNext();
        assertThat(result).isCompletedWithValue(Result.STORED);
    }

    @Test
    void shouldSayNotAcknowledgedWhenOneEventFails() {
        CompletableFuture<Result> result = append(event("m-1", 1), event("m-2", 1));

        producer.errorNext(new TimeoutException("away"));
        assertThat(result).isNotDone();
        producer.completeNext();

        assertThat(result).isCompletedWithValue(Result.NOT_ACKNOWLEDGED);
    }

    @Test
    void shouldSayNotAcknowledgedWhenTheProducerThrows() {
        producer.sendException = new org.apache.kafka.clients.producer.BufferExhaustedException("full");

        assertThat(append(event("m-1", 1), event("m-2", 1))).isCompletedWithValue(Result.NOT_ACKNOWLEDGED);
        assertThat(log.waitingBytes()).isZero();
    }

    @Test
    void shouldTakeNoMoreThanTheBoundAndTakeAgainWhenThereIsRoom() {
        CompletableFuture<Result> first = append(event("m-1", 6_000));
        assertThat(append(event("m-2", 6_000))).isCompletedWithValue(Result.OVERLOADED);
        assertThat(producer.history()).hasSize(1);

        producer.completeNext();
        assertThat(first).isCompletedWithValue(Result.STORED);
        assertThat(log.waitingBytes()).isZero();

        assertThat(append(event("m-2", 6_000))).isNotDone();
    }

    @Test
    void shouldSayTooBigWhenOneRequestAloneIsMoreThanTheBound() {
        assertThat(append(event("m-1", 6_000), event("m-2", 6_000))).isCompletedWithValue(Result.TOO_BIG);

        assertThat(producer.history()).isEmpty();
        assertThat(log.waitingBytes()).isZero();
    }

    @Test
    void shouldLookAtNoMoreEventsOnceTheBoundIsPassed() {
        Accepted event = event("m-1", 6_000);
        AtomicInteger lookedAt = new AtomicInteger();
        List<Accepted> watched = new AbstractList<>() {
            @Override
            public Accepted get(int index) {
                lookedAt.incrementAndGet();
                return event;
            }

            @Override
            public int size() {
                return 1_000;
            }
        };

        assertThat(log.append(watched).toCompletableFuture()).isCompletedWithValue(Result.TOO_BIG);
        assertThat(lookedAt).hasValue(2);
    }

    @Test
    void shouldGiveRoomBackWhenEventsFail() {
        append(event("m-1", 6_000));
        producer.errorNext(new TimeoutException("away"));

        assertThat(log.waitingBytes()).isZero();
    }

    @Test
    void shouldStoreNothingOfNothing() {
        assertThat(append()).isCompletedWithValue(Result.STORED);
    }

    @ParameterizedTest
    @CsvSource({"SITE,t.events.site", "CART,t.events.cart", "ORDER,t.events.order", "PROFILE,t.events.profile"})
    void shouldKeyByCustomerInTheTopicOfTheEvent(EventTopic topic, String name) {
        append(new Accepted(topic, event("m-1", 1).event(), Set.of()));

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo(name);
        assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("user:anna");
        assertThat(new Topics("t.").siteEvents().valueSerde().deserializer().deserialize(name, record.value()))
                .isEqualTo(event("m-1", 1).event());
    }

    private CompletableFuture<Result> append(Accepted... events) {
        return log.append(List.of(events)).toCompletableFuture();
    }

    private static Accepted event(String id, int bytes) {
        ShopEvent event = new ShopEvent(
                id,
                ShopEvent.Kind.TRACK,
                "Product Viewed",
                CustomerId.user("anna"),
                List.of(),
                "anna",
                null,
                T0,
                T0,
                "storefront",
                ShopEvent.Trust.BROWSER,
                false,
                Json.object().put("text", "x".repeat(bytes)),
                Json.object(),
                Json.object());
        return new Accepted(EventTopic.SITE, event, Set.of());
    }
}
