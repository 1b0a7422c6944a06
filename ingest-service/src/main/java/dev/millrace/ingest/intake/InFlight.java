package dev.millrace.ingest.intake;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all requests that are underway, from their first byte to their answer. */
public final class InFlight {

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    public InFlight(long most) {
        this.most = most;
    }

    /** @return whether there was room; if so, it is given back by {@link #release} */
    public boolean reserve(long wanted) {
        if (bytes.addAndGet(wanted) > most) {
            bytes.addAndGet(-wanted);
            return false;
        }
        return true;
    }

    public void release(long reserved) {
        bytes.addAndGet(-reserved);
    }

    public long bytes() {
        return bytes.get();
    }
}
