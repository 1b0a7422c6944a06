package dev.millrace.ingest.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Asks a customer's partition, by its log, to forget a person. What is stored will be done; asking again does no harm. */
public final class ErasureLog {

    private final Producer<byte[], byte[]> producer;
    private final Topic<CustomerId, Move> topic;

    public ErasureLog(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topic = topics.moves();
    }

    /** Completes normally within bounded time; does not block its caller. */
    public CompletionStage<EventLog.Result> erase(List<Move.EraseRequested> requests) {
        Acknowledgements acknowledgements = new Acknowledgements(requests.size());
        int sent = 0;
        try {
            for (; sent < requests.size(); sent++) {
                var unused = producer.send(
                        record(requests.get(sent)), (metadata, failure) -> acknowledgements.add(failure == null));
            }
        } catch (KafkaException | IllegalStateException e) {
            // the callbacks of the record that was refused by throwing, and of those after it, are not called
            acknowledgements.fail(requests.size() - sent);
        }
        return acknowledgements.result();
    }

    private ProducerRecord<byte[], byte[]> record(Move.EraseRequested request) {
        return new ProducerRecord<>(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), request.customer()),
                topic.valueSerde().serializer().serialize(topic.name(), request));
    }
}
