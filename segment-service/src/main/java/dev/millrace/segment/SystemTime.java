package dev.millrace.segment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The only place that asks the system for the time: when staff said something. Decisions go by the log. */
@ApplicationScoped
class SystemTime {

    @Produces
    @ApplicationScoped
    InstantSource time() {
        return InstantSource.system();
    }
}
