package dev.millrace.trigger;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Time as the tests set it: stands still until a test moves it on. */
@Dependent
public class TestClock {

    public static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(T0);

    @Produces
    @Singleton
    InstantSource time() {
        return NOW::get;
    }

    public static Instant now() {
        return NOW.get();
    }

    public static void advance(Duration duration) {
        NOW.updateAndGet(now -> now.plus(duration));
    }
}
