package dev.millrace.segment.stream;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * All stores of the process share one cache, which their write buffers, indexes and filters are charged to: their memory is
 * what {@value #MEMORY} says, however many partitions and segments there are. The first store makes it; it lives as long as
 * the process.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

    /** In bytes, or with K, M or G for powers of 1024. */
    public static final String MEMORY = "millrace.state-memory";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");
    private static final long DEFAULT_MEMORY = 128L << 20;
    private static final int BLOCK = 8 << 10;

    /** Small, because half of what a write costs is memory that the processor's caches don't hold. */
    private static final long WRITE_BUFFER = 3L << 20;

    private static final long ARENA = 64L << 10;
    private static final double BITS_PER_KEY = 10;

    /** So much of the cache is kept for indexes and filters, which each look-up asks. */
    private static final double FILTERS = 0.4;

    private static @Nullable Shared shared;

    /** What is shared by all stores. */
    private record Shared(Cache cache, WriteBufferManager writeBuffers, BloomFilter filter) {}

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        Shared memory = shared(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setBlockSize(BLOCK);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setFilterPolicy(memory.filter());
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER);
        // most stores are small, and each takes at least one of these from the bound
        options.setArenaBlockSize(ARENA);
        // an event of somebody new, or seen for the first time, asks for a key that is not there
        options.setOptimizeFiltersForHits(false);
    }

    @Override
    public void close(String store, Options options) {
        // what is shared outlives each store
    }

    private static synchronized Shared shared(Map<String, Object> configs) {
        Shared known = shared;
        if (known == null) {
            Object configured = configs.get(MEMORY);
            long bytes = configured == null
                    ? DEFAULT_MEMORY
                    : bytes(configured.toString().strip());
            Cache cache = new LRUCache(bytes, -1, false, FILTERS);
            known = new Shared(cache, new WriteBufferManager(bytes / 2, cache), new BloomFilter(BITS_PER_KEY, false));
            shared = known;
        }
        return known;
    }

    static long bytes(String text) {
        Matcher parsed = SIZE.matcher(text);
        if (!parsed.matches()) {
            throw new ConfigException(MEMORY, text, "write it as 512M or 2G");
        }
        int power = "KMG".indexOf(parsed.group(2)) + 1;
        return Long.parseLong(parsed.group(1)) << (parsed.group(2).isEmpty() ? 0 : 10 * power);
    }
}
