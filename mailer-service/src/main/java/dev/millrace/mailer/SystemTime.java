package dev.millrace.mailer;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The only place that names the system clock; everything else is given an {@link InstantSource}. */
final class SystemTime {

    private SystemTime() {}

    @Produces
    @Singleton
    static InstantSource systemTime() {
        return InstantSource.system();
    }
}
