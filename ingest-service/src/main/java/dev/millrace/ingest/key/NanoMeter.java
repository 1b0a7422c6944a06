package dev.millrace.ingest.key;

import io.github.bucket4j.TimeMeter;
import java.util.function.LongSupplier;

/** Time for buckets, from wherever a test takes it. */
record NanoMeter(LongSupplier nanoTime) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
        return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
