package dev.millrace.benchmarks.trigger;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes transitions in segment-service's place. */
final class Transitions implements AutoCloseable {

    static final String SEGMENT = "leads";

    private final Topic<CustomerId, SegmentTransition> topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final InstantSource time;

    Transitions(Site site, InstantSource time) {
        this.topic = site.topics().transitions();
        this.time = time;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        site.place().bootstrap(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** These enter, in their order; returns when the broker has them. */
    void enter(long first, long many) {
        for (long number = first; number < first + many; number++) {
            write(number, Kind.ENTERED, SEGMENT);
        }
        producer.flush();
    }

    /** Returns when the broker has it. */
    void exit(long number, String segment) {
        write(number, Kind.EXITED, segment);
        producer.flush();
    }

    private void write(long number, Kind kind, String segment) {
        Instant now = Instant.ofEpochMilli(time.millis());
        SegmentTransition transition = new SegmentTransition(
                "t-" + kind + "-" + Crowd.enrolment(number),
                kind,
                Person.id(number),
                Person.userId(number),
                segment,
                1,
                now,
                now,
                Cause.EVENT,
                "e-" + Crowd.enrolment(number),
                1,
                List.of(new SegmentTransition.Because("count(order_completed) = 0", "0")));
        var unused = producer.send(new ProducerRecord<>(
                topic.name(),
                Person.name(number).getBytes(StandardCharsets.UTF_8),
                topic.valueSerde().serializer().serialize(topic.name(), transition)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
