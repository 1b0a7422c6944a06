package dev.millrace.mailer.kafka;

import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.Topics;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState.Cancellable;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.mongo.Erasures;
import dev.millrace.mailer.mongo.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What a record of a message topic does to the ledger. Doing it again changes nothing, so a record may be read twice; when the
 * store is away it throws and has to be done again.
 */
@Singleton
final class MessageCommands {

    private final Deserializer<MessageCommand> deserializer;
    private final Ledger ledger;
    private final Erasures erasures;
    private final LinkKey key;
    private final InstantSource time;
    private final MeterRegistry meters;

    MessageCommands(
            Topics topics, Ledger ledger, Erasures erasures, LinkKey key, InstantSource time, MeterRegistry meters) {
        this.deserializer = topics.marketingMessages().valueSerde().deserializer();
        this.ledger = ledger;
        this.erasures = erasures;
        this.key = key;
        this.time = time;
        this.meters = meters;
    }

    /** @throws SerializationException if the bytes are no command, or one that lacks what it needs */
    MessageCommand read(String topic, byte[] bytes) {
        MessageCommand command = deserializer.deserialize(topic, bytes);
        if (command == null) {
            throw new SerializationException("the record has no value");
        }
        missing(command).ifPresent(field -> {
            throw new SerializationException("the message lacks " + field);
        });
        return command;
    }

    void apply(MessageCommand command) {
        if (command instanceof MessageRequested request) {
            meters.counter("millrace.mailer.requests", "outcome", request(request))
                    .increment();
        } else if (command instanceof MessageCancelled cancelled) {
            meters.counter("millrace.mailer.cancellations", "outcome", cancel(cancelled))
                    .increment();
        }
    }

    private String request(MessageRequested request) {
        // it may have been stored before a crash, and read again since
        if (isErased(request)) {
            return forget(request);
        }
        if (!ledger.insert(request, key.addressHash(request.recipient().email()), time.instant())) {
            return "repeated";
        }
        // an erasure that looked for messages in between did not find it
        return isErased(request) ? forget(request) : "stored";
    }

    private String forget(MessageRequested request) {
        erasures.erase(request.id());
        return "erased";
    }

    private boolean isErased(MessageRequested request) {
        return erasures.isErased(request.customer(), request.requestedAt());
    }

    private String cancel(MessageCancelled cancelled) {
        if (cancelled.reason().equals(MessageCancelled.ERASED)) {
            erasures.erase(cancelled.id());
            return "erased";
        }
        while (true) {
            Optional<LedgerEntry> found = ledger.find(cancelled.id());
            if (found.isEmpty()) {
                if (ledger.insertCancelled(cancelled, time.instant())) {
                    return "early";
                }
                if (ledger.find(cancelled.id()).isEmpty()) {
                    return "repeated";
                }
            } else if (!(found.get().state() instanceof Cancellable open)) {
                return "late";
            } else if (ledger.move(
                            found.get(),
                            open.cancel(cancelled.reason()),
                            found.get().attempts(),
                            time.instant())
                    .isPresent()) {
                return "done";
            }
        }
    }

    /** A field that the record type can't insist on, as JSON leaves absent ones null. */
    @SuppressWarnings("ConstantValue")
    private static Optional<String> missing(MessageCommand command) {
        if (isNull(command.id()) || command.id().isBlank()) {
            return Optional.of("an id");
        }
        if (isNull(command.customer())) {
            return Optional.of("a customer");
        }
        if (command instanceof MessageCancelled cancelled) {
            return isNull(cancelled.at()) || isNull(cancelled.reason())
                    ? Optional.of("a reason and its time")
                    : Optional.empty();
        }
        MessageRequested request = (MessageRequested) command;
        if (isNull(request.recipient()) || isNull(request.recipient().email())) {
            return Optional.of("a recipient");
        }
        boolean whole = !isNull(request.messageClass())
                && !isNull(request.channel())
                && !isNull(request.campaign())
                && !isNull(request.step())
                && !isNull(request.template())
                && !isNull(request.requestedAt())
                && !isNull(request.validUntil());
        return whole
                ? Optional.empty()
                : Optional.of("one of class, channel, campaign, step, template, requestedAt, validUntil");
    }

    private static boolean isNull(Object value) {
        return value == null;
    }
}
