package dev.millrace.trigger.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether transitions are being applied, and if not, why. */
@ApplicationScoped
class Consumption {

    private final AtomicReference<@Nullable String> pausedFor = new AtomicReference<>();

    void paused(String reason) {
        pausedFor.set(reason);
    }

    void goesOn() {
        pausedFor.set(null);
    }

    Optional<String> pausedFor() {
        return Optional.ofNullable(pausedFor.get());
    }
}
