package dev.millrace.segment.customer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a customer that is read from its bytes when somebody first asks for it. Most events ask for few parts; the others
 * are written back as they were stored.
 */
public final class Part<T> {

    /** Reads a part from where it stands in a record. */
    public interface Reader<T> {
        T read(byte[] record, int from, int to);
    }

    private final byte @Nullable [] record;
    private final int from;
    private final int to;
    private final @Nullable Reader<T> reader;
    private @Nullable T value;

    private Part(byte @Nullable [] record, int from, int to, @Nullable Reader<T> reader, @Nullable T value) {
        this.record = record;
        this.from = from;
        this.to = to;
        this.reader = reader;
        this.value = value;
    }

    public static <T> Part<T> of(T value) {
        return new Part<>(null, 0, 0, null, value);
    }

    /** The record must not be changed afterwards. */
    public static <T> Part<T> stored(byte[] record, int from, int to, Reader<T> reader) {
        return new Part<>(record, from, to, reader, null);
    }

    public T get() {
        T known = value;
        if (known == null) {
            known = Objects.requireNonNull(reader).read(Objects.requireNonNull(record), from, to);
            value = known;
        }
        return known;
    }

    /** The record in which it is stored; null if it was made since. */
    public byte @Nullable [] record() {
        return record;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Part<?> part && get().equals(part.get());
    }

    @Override
    public int hashCode() {
        return get().hashCode();
    }

    @Override
    public String toString() {
        return get().toString();
    }
}
