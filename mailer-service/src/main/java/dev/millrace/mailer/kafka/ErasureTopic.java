package dev.millrace.mailer.kafka;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.Topics;
import dev.millrace.mailer.mongo.Erasures;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Reads who is to be forgotten, one record for each id of a person. Offsets are committed when a batch is done. */
@ApplicationScoped
class ErasureTopic {

    private final Erasures erasures;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final Deserializer<CustomerErased> deserializer;

    ErasureTopic(Erasures erasures, DeadLetters deadLetters, Patience patience, Topics topics) {
        this.erasures = erasures;
        this.deadLetters = deadLetters;
        this.patience = patience;
        this.deserializer = topics.erasures().valueSerde().deserializer();
    }

    @Incoming("erasures")
    @Blocking("erasures")
    void erasures(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            patience.untilDone(record, () -> erase(record));
        }
    }

    private void erase(ConsumerRecord<byte[], byte[]> record) {
        @Nullable CustomerErased erased;
        try {
            erased = deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            deadLetters.put(record, String.valueOf(e.getMessage()));
            return;
        }
        if (erased != null) {
            erasures.erase(erased);
        }
    }
}
