package dev.millrace.trigger.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Whether what is read from Kafka is being applied, and if not, why. */
@ApplicationScoped
class Consumption {

    private final Map<String, String> paused = new ConcurrentSkipListMap<>();

    /** @param what is read from Kafka */
    void paused(String what, String reason) {
        paused.put(what, reason);
    }

    void goesOn(String what) {
        paused.remove(what);
    }

    Optional<String> pausedFor() {
        return paused.values().stream().findFirst();
    }
}
