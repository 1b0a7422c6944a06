package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** When a reader of committed records had the first record of its kind of each customer. */
final class Sightings implements AutoCloseable {

    private static final int LOOK_MILLIS = 5;

    private final long first;
    private final AtomicLongArray seen;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLongArray written;
    private final byte[] sign;
    private final Observer observer;

    /**
     * @param first number of the first customer to look for
     * @param customers how many there are
     * @param sign what a record's value contains near its beginning to count
     */
    Sightings(String bootstrap, String topic, long first, int customers, String sign) {
        this.first = first;
        this.seen = new AtomicLongArray(customers);
        this.written = new AtomicLongArray(customers);
        this.sign = sign.getBytes(StandardCharsets.US_ASCII);
        this.observer = new Observer(bootstrap, topic, this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        long now = System.nanoTime();
        long index = Person.number(record.key()) - first;
        if (index >= 0 && index < seen.length() && hasSign(record.value())) {
            if (seen.compareAndSet((int) index, 0, now)) {
                written.set((int) index, record.timestamp());
                count.incrementAndGet();
            }
        }
    }

    private boolean hasSign(byte[] value) {
        int last = Math.min(value.length, 100) - sign.length;
        for (int from = 0; from <= last; from++) {
            if (Arrays.equals(value, from, from + sign.length, sign, 0, sign.length)) {
                return true;
            }
        }
        return false;
    }

    long count() {
        return count.get();
    }

    /** In nanoseconds of this process; 0 if it was not seen. */
    long at(long customer) {
        return seen.get((int) (customer - first));
    }

    /** Milliseconds at which its writer gave it to Kafka. */
    long writtenAt(long customer) {
        return written.get((int) (customer - first));
    }

    /** Returns when so many were seen. */
    void await(long many, Service service, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (count.get() < many) {
            service.jvm().requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException(count.get() + " of " + many + " came within " + patience);
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        observer.close();
    }
}
