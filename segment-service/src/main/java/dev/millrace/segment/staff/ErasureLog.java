package dev.millrace.segment.staff;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the customer's partition, by its log, to forget a person. What it returns from will be done. */
@Singleton
public class ErasureLog {

    private final CustomerLog<Move> log;

    ErasureLog(Topics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.log = new CustomerLog<>(topics.moves(), bootstrapServers);
    }

    /**
     * @throws KafkaException if it was not stored, or nobody said so in time: asking again does no harm
     */
    public void erase(CustomerId customer) {
        log.write(customer, new Move.EraseRequested(customer, List.of(), null));
    }

    @PreDestroy
    void close() {
        log.close();
    }
}
