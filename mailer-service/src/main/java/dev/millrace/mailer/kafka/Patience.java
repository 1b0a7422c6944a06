package dev.millrace.mailer.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Does what a record asks for again and again while MongoDB or Kafka is away, so that a consumer does not lose its place. */
@Singleton
final class Patience {

    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Patience(MeterRegistry meters) {
        this.meters = meters;
    }

    void untilDone(ConsumerRecord<?, ?> record, Runnable work) throws InterruptedException {
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                meters.counter("millrace.mailer.failures", "action", "consume").increment();
                LOG.warnf(
                        "event=failed action=consume topic=%s partition=%d offset=%d error=%s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getClass().getName());
                if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }
}
