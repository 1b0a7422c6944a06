package dev.millrace.benchmarks.ingest;

/**
 * The memory that a process holds while it has nothing to do, in megabytes.
 *
 * @param heap what is left on the heap after a collection
 */
record Held(double resident, double heap) {

    private static final double MEGABYTE = 1 << 20;

    static Held by(Taker service) {
        service.jvm().collectGarbage();
        return new Held(
                service.jvm().residentBytes() / MEGABYTE,
                service.metrics().sum("jvm_memory_used_bytes{area=\"heap\"") / MEGABYTE);
    }
}
