package dev.millrace.mailer.kafka;

import dev.millrace.contract.MessageCommand;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads the message topics, each with a consumer of its own, so that transactional messages never wait behind marketing.
 * A batch returns, and its offsets are committed, when each record stands in the ledger or in the dead letters.
 */
@ApplicationScoped
class MessageTopics {

    private final MessageCommands commands;
    private final DeadLetters deadLetters;
    private final Patience patience;

    MessageTopics(MessageCommands commands, DeadLetters deadLetters, Patience patience) {
        this.commands = commands;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    @Incoming("transactional")
    @Blocking("transactional-requests")
    void transactional(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        storeAll(records);
    }

    @Incoming("marketing")
    @Blocking("marketing-requests")
    void marketing(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        storeAll(records);
    }

    private void storeAll(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            patience.untilDone(record, () -> store(record));
        }
    }

    private void store(ConsumerRecord<byte[], byte[]> record) {
        MessageCommand command;
        try {
            command = commands.read(record.topic(), record.value());
        } catch (SerializationException e) {
            deadLetters.put(record, String.valueOf(e.getMessage()));
            return;
        }
        commands.apply(command);
    }
}
