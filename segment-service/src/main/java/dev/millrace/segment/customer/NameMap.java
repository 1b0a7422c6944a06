package dev.millrace.segment.customer;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small map from names, in their order, that is never changed: a change makes another one. Two arrays, because a customer
 * is read, changed in one place and written at each event, and a tree of objects costs several times as much.
 */
public final class NameMap<V> extends AbstractMap<String, V> {

    private static final NameMap<Object> EMPTY = new NameMap<>(new String[0], new Object[0]);

    private final String[] names;
    private final Object[] values;

    private NameMap(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    @SuppressWarnings("unchecked") // holds nothing
    public static <V> NameMap<V> empty() {
        return (NameMap<V>) EMPTY;
    }

    public static <V> NameMap<V> copyOf(Map<String, V> map) {
        if (map instanceof NameMap<V> already) {
            return already;
        }
        Map<String, V> sorted = new TreeMap<>(map);
        return new NameMap<>(
                sorted.keySet().toArray(new String[0]), sorted.values().toArray());
    }

    /**
     * Takes the arrays as they are; they must not be changed afterwards.
     *
     * @param names in ascending order, without repetition
     */
    public static <V> NameMap<V> ofSorted(String[] names, Object[] values) {
        return names.length == 0 ? empty() : new NameMap<>(names, values);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    @SuppressWarnings("unchecked") // only values of the type come in
    public @Nullable V get(@Nullable Object name) {
        int place = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
        return place < 0 ? null : (V) values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    public NameMap<V> with(String name, V value) {
        int place = Arrays.binarySearch(names, name);
        if (place >= 0) {
            Object[] changed = values.clone();
            changed[place] = value;
            return new NameMap<>(names, changed);
        }
        int at = -place - 1;
        String[] moreNames = new String[names.length + 1];
        Object[] moreValues = new Object[values.length + 1];
        System.arraycopy(names, 0, moreNames, 0, at);
        System.arraycopy(values, 0, moreValues, 0, at);
        moreNames[at] = name;
        moreValues[at] = value;
        System.arraycopy(names, at, moreNames, at + 1, names.length - at);
        System.arraycopy(values, at, moreValues, at + 1, names.length - at);
        return new NameMap<>(moreNames, moreValues);
    }

    /** Names whose values here are others than there, or not there at all; names only there are left out. */
    public void forEachOtherThan(NameMap<V> other, Consumer<String> reader) {
        for (int i = 0; i < names.length; i++) {
            if (values[i] != other.get(names[i])) {
                reader.accept(names[i]);
            }
        }
    }

    public NameMap<V> without(String name) {
        int place = Arrays.binarySearch(names, name);
        if (place < 0) {
            return this;
        }
        String[] fewerNames = new String[names.length - 1];
        Object[] fewerValues = new Object[names.length - 1];
        System.arraycopy(names, 0, fewerNames, 0, place);
        System.arraycopy(values, 0, fewerValues, 0, place);
        System.arraycopy(names, place + 1, fewerNames, place, fewerNames.length - place);
        System.arraycopy(values, place + 1, fewerValues, place, fewerNames.length - place);
        return ofSorted(fewerNames, fewerValues);
    }

    /** The same names, each with what is made of its value. */
    @SuppressWarnings("unchecked") // only values of the type come in
    NameMap<V> mapped(BiFunction<String, V, V> change) {
        Object[] changed = values.clone();
        for (int i = 0; i < names.length; i++) {
            changed[i] = change.apply(names[i], (V) values[i]);
        }
        return new NameMap<>(names, changed);
    }

    boolean hasNamesOf(NameMap<V> other) {
        return Arrays.equals(names, other.names);
    }

    @Override
    @SuppressWarnings("unchecked") // only values of the type come in
    public Collection<V> values() {
        return Collections.unmodifiableList((List<V>) Arrays.asList(values));
    }

    @Override
    @SuppressWarnings("unchecked") // only values of the type come in
    public void forEach(BiConsumer<? super String, ? super V> reader) {
        for (int i = 0; i < names.length; i++) {
            reader.accept(names[i], (V) values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, V>> {

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Map.Entry<String, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                @SuppressWarnings("unchecked") // only values of the type come in
                public Map.Entry<String, V> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    Map.Entry<String, V> entry = new SimpleImmutableEntry<>(names[next], (V) values[next]);
                    next++;
                    return entry;
                }
            };
        }
    }
}
