package dev.millrace.trigger;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The only place that reads the system clock; in milliseconds, as instants are kept and sent. */
@Dependent
class SystemTime {

    @Produces
    @Singleton
    @DefaultBean
    InstantSource time() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
