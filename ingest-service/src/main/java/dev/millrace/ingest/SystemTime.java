package dev.millrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The only place that asks the system for the time. */
@ApplicationScoped
class SystemTime {

    @Produces
    @ApplicationScoped
    InstantSource time() {
        return InstantSource.system();
    }
}
