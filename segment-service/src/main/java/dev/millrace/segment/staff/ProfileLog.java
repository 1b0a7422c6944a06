package dev.millrace.segment.staff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes what staff say into {@code events.profile}. What it returns is stored. */
@Singleton
public class ProfileLog {

    private final StaffEvents events;
    private final CustomerLog<ShopEvent> log;

    ProfileLog(
            Topics topics,
            InstantSource time,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.events = new StaffEvents(time);
        this.log = new CustomerLog<>(topics.profileEvents(), bootstrapServers);
    }

    /**
     * @return the id of the event
     * @throws KafkaException if it was not stored, or nobody said so in time
     */
    public String tag(CustomerId customer, @Nullable String userId, String tag, boolean added) {
        return write(events.tag(customer, userId, tag, added));
    }

    /** The same for traits; null takes a trait away. */
    public String traits(CustomerId customer, @Nullable String userId, ObjectNode traits) {
        return write(events.traits(customer, userId, traits));
    }

    private String write(ShopEvent event) {
        log.write(event.customer(), event);
        return event.id();
    }

    @PreDestroy
    void close() {
        log.close();
    }
}
