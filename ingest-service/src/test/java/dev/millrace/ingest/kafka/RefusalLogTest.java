package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RefusalLog log = new RefusalLog(producer, new Topics("t."), 40_000);

    @Test
    void shouldCutWhatIsLongAndSayHowLongItWas() {
        assertThat(keep(100_000)).isTrue();

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("t.dead-letters");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("shop");
        assertThat(record.value()).hasSize(RefusalLog.MAX_BYTES);
        assertThat(new String(
                        record.headers().lastHeader(DeadLetter.FULL_LENGTH).value(), StandardCharsets.UTF_8))
                .isEqualTo("100000");
        assertThat(record.headers().lastHeader(DeadLetter.INDEX)).isNull();
    }

    @Test
    void shouldLeaveOutWhatKafkaIsTooSlowForAndGoOnLater() {
        assertThat(keep(30_000)).isTrue();
        assertThat(keep(30_000)).isFalse();
        assertThat(producer.history()).hasSize(1);

        producer.errorNext(new TimeoutException("away"));
        assertThat(keep(30_000)).isTrue();
    }

    @Test
    void shouldLeaveOutWhatTheProducerDoesNotTake() {
        producer.sendException = new BufferExhaustedException("full");
        assertThat(keep(30_000)).isFalse();

        producer.sendException = null;
        assertThat(keep(30_000)).isTrue();
    }

    private boolean keep(int bytes) {
        return log.keep("shop", "no-name", "event is missing", -1, new byte[bytes]);
    }
}
