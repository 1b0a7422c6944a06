package dev.millrace.segment.stream;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a task, without caches, because a commit flushes them 10 times a second; but for the one store of which a few
 * entries change all the time.
 */
public final class Stores {

    public static final String CUSTOMERS = "customers";
    public static final String DUE = "due";
    public static final String TIMELINE = "timeline";
    public static final String SEEN = "seen";
    public static final String POPULATION = "population";
    public static final String PRODUCTS = "products";
    /** In place of a product that the catalogue had: what was never in it can't be gone. */
    public static final byte[] TAKEN_OUT = {};

    public static final String SKETCHES = "sketches";
    public static final String DEFINITIONS = "definitions";
    public static final String REDIRECTS = "redirects";
    public static final String ERASED = "erased";
    public static final String SETTINGS = "settings";
    public static final String WATCHES = "watches";
    public static final String COUNTS = "counts";
    public static final String MEMBERS = "members";
    public static final String SAMPLE = "sample";
    public static final String NAMES = "names";
    public static final String COUNT_HISTORY = "count-history";

    public static final String PARKED = "parked";
    public static final String PROGRESS = "progress";

    /** In bytes, the largest value taken in: what stores and topics hold of it then fits there, with all that is added. */
    static final int MAX_TAKEN = 1024 * 1024;

    private Stores() {}

    /**
     * @throws SerializationException if the value is larger than {@link #MAX_TAKEN}
     */
    public static void requireTakeable(byte @Nullable [] value) {
        if (value != null && value.length > MAX_TAKEN) {
            throw new SerializationException("its " + value.length + " bytes are more than " + MAX_TAKEN);
        }
    }

    /** Customer id to the record that the codec writes. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> customers() {
        return keyValue(CUSTOMERS, Serdes.String(), Serdes.ByteArray());
    }

    /** Customer and place to some of the newest events; see {@link Timelines}. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> timeline() {
        return keyValue(TIMELINE, Serdes.String(), Serdes.ByteArray());
    }

    /** Due instant and customer id to nothing: one entry for each customer who has a next change. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> due() {
        return keyValue(DUE, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** Segment id to the number of members in this partition. */
    public static StoreBuilder<KeyValueStore<String, Long>> counts() {
        return keyValue(COUNTS, Serdes.String(), Serdes.Long()).withCachingEnabled();
    }

    /** Segment and customer to since when; see {@link MemberKey}. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> members() {
        return keyValue(MEMBERS, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** A fair sample of the customers; see {@link SampleKey}. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> sample() {
        return keyValue(SAMPLE, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** A name that events brought to the day it came last; see {@link LearntNames}. */
    public static StoreBuilder<KeyValueStore<String, Long>> names() {
        return keyValue(NAMES, Serdes.String(), Serdes.Long());
    }

    /** How many members each segment had, minute by minute and day by day. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> countHistory() {
        return keyValue(COUNT_HISTORY, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** Customer id to the id that it leads to, as the codec writes it. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> redirects() {
        return keyValue(REDIRECTS, Serdes.String(), Serdes.ByteArray());
    }

    /** Customer id to the instant, in milliseconds, up to which all that happened is to be forgotten. */
    public static StoreBuilder<KeyValueStore<String, Long>> erased() {
        return keyValue(ERASED, Serdes.String(), Serdes.Long());
    }

    /** Shop settings by the generation that they began. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> settings() {
        return keyValue(SETTINGS, Serdes.String(), Serdes.ByteArray());
    }

    /** The id of a watch to the watch as it stood on the topic. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> watches() {
        return keyValue(WATCHES, Serdes.String(), Serdes.ByteArray());
    }

    /** Segment and generation to the definition; see {@link DefinitionStore}. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> definitions() {
        return keyValue(DEFINITIONS, Serdes.String(), Serdes.ByteArray());
    }

    /** Customer, instant and place in the log to an event that waits until time has come so far. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> parked() {
        return keyValue(PARKED, Serdes.Bytes(), Serdes.ByteArray());
    }

    /** What {@link Progress} names to milliseconds of log time. */
    public static StoreBuilder<KeyValueStore<String, Long>> progress() {
        return keyValue(PROGRESS, Serdes.String(), Serdes.Long());
    }

    /** An id that leads elsewhere to the events that came in for it, as the codec writes them. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> seen() {
        return keyValue(SEEN, Serdes.String(), Serdes.ByteArray());
    }

    /** Name of a figure to what was published of it. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> population() {
        return keyValue(POPULATION, Serdes.String(), Serdes.ByteArray());
    }

    /** Product id to what the catalogue says. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> products() {
        return keyValue(PRODUCTS, Serdes.String(), Serdes.ByteArray());
    }

    /** Figure and partition to what was counted there. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> sketches() {
        return keyValue(SKETCHES, Serdes.String(), Serdes.ByteArray());
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> keyValue(
            String name,
            org.apache.kafka.common.serialization.Serde<K> keys,
            org.apache.kafka.common.serialization.Serde<V> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), keys, values)
                .withCachingDisabled();
    }
}
