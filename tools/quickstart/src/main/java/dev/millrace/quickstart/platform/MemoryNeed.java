package dev.millrace.quickstart.platform;

import dev.millrace.backing.BackingService;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The memory that everything together needs. A JVM takes its heap and about as much again for code, threads and buffers as
 * {@link #BESIDE_A_HEAP_MEGABYTES} says; both are caps, usual use is below.
 */
public record MemoryNeed(int heapMegabytes, int neededMegabytes) {

    /** Measured: resident memory of the processes beyond their heaps. */
    private static final int BESIDE_A_HEAP_MEGABYTES = 90;

    private static final int POSTGRESQL_MEGABYTES = 100;
    public static final int SHOP_HEAP_MEGABYTES = 64;
    public static final int STOREFRONT_HEAP_MEGABYTES = 24;

    public static MemoryNeed ofEverything() {
        int heaps = IntStream.concat(
                                Arrays.stream(MillraceService.values()).mapToInt(MillraceService::heapMegabytes),
                                Arrays.stream(BackingService.values()).mapToInt(BackingService::heapMegabytes))
                        .sum()
                + SHOP_HEAP_MEGABYTES
                + STOREFRONT_HEAP_MEGABYTES;
        int processes = MillraceService.values().length + BackingService.values().length + 2;
        return new MemoryNeed(heaps, heaps + processes * BESIDE_A_HEAP_MEGABYTES + POSTGRESQL_MEGABYTES);
    }
}
