package dev.millrace.trigger.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does what was read from Kafka until it is done. While it can't be (PostgreSQL or Kafka away) this does not return, so
 * nothing more is fetched and nothing is lost; health says why.
 */
@ApplicationScoped
class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Consumption consumption;
    private final MeterRegistry registry;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Patience(Consumption consumption, MeterRegistry registry) {
        this.consumption = consumption;
        this.registry = registry;
        retries("transitions");
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    /** @param what is read: the name of the channel */
    void untilDone(String what, Runnable work) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                work.run();
                consumption.goesOn(what);
                return;
            } catch (RuntimeException e) {
                retries(what).increment();
                consumption.paused(what, e.getClass().getSimpleName() + " while applying " + what);
                LOG.warnf("event=%s-paused pause_ms=%d reason=\"%s\"", what, pause, e);
                if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private Counter retries(String what) {
        return registry.counter("millrace.trigger." + what + ".retries");
    }
}
