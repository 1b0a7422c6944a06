package dev.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that knows the bytes it was read from. It is the tree that the mapper would have read, and may be changed as any
 * other; but its texts are made only when somebody asks for them, and what was not changed is written again as it was sent.
 * That spares an event most of what reading and writing it would cost.
 *
 * <p>Whoever makes one read the bytes first and answers for them: JSON in UTF-8 that is fit to be stored as it is. It holds few
 * fields, for it looks through all of them for one.
 */
public final class SentObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 32;
    private static final int ADDED = -1;

    private final transient Fields fields;

    private SentObject(Fields fields) {
        super(Json.mapper().getNodeFactory(), fields);
        this.fields = fields;
    }

    /** One without fields yet, whose first byte lies there. */
    public static SentObject from(byte[] json, int start) {
        return new SentObject(new Fields(json, start));
    }

    public boolean hasRoom() {
        return fields.size < MOST;
    }

    /**
     * Adds the field that comes next; of two with one name the later counts.
     *
     * @param first where the first token of its value begins
     * @param last where the last one begins, which is the first one but for objects and lists
     * @param value null: a text, which is read when somebody asks for it
     */
    public void add(String name, int first, int last, @Nullable JsonNode value) {
        fields.read(name, first, last, value);
    }

    /** Now all its fields are read; its closing brace lies there. */
    public void end(int brace) {
        fields.end = brace + 1;
    }

    /** The same fields, which may be changed without changing these; what lies within them may not. */
    public SentObject copy() {
        return new SentObject(new Fields(fields));
    }

    void print(JsonBytes to) {
        fields.print(to);
    }

    /** In the order in which they were sent. */
    private static final class Fields extends AbstractMap<String, JsonNode> {

        private static final int FIRST_ROOM = 8;

        private final byte[] json;
        private final int start;
        private int end;
        /** Whether these are the fields between start and end, in their order, whatever became of their values. */
        private boolean complete = true;
        /** A bit for each name that was ever added: most that are not there are not searched for. */
        private long hashes;

        private int size;
        private String[] names;
        private @Nullable JsonNode[] values;
        /** Of a value that was put into the place of the one that was read, its complement. */
        private int[] firsts;

        private int[] lasts;

        private Fields(byte[] json, int start) {
            this.json = json;
            this.start = start;
            this.names = new String[FIRST_ROOM];
            this.values = new JsonNode[FIRST_ROOM];
            this.firsts = new int[FIRST_ROOM];
            this.lasts = new int[FIRST_ROOM];
        }

        private Fields(Fields of) {
            this.json = of.json;
            this.start = of.start;
            this.end = of.end;
            this.complete = of.complete;
            this.hashes = of.hashes;
            this.size = of.size;
            this.names = of.names.clone();
            this.values = of.values.clone();
            this.firsts = of.firsts.clone();
            this.lasts = of.lasts.clone();
        }

        private void read(String name, int first, int last, @Nullable JsonNode value) {
            int field = indexOf(name);
            complete &= field < 0;
            field = field < 0 ? append(name) : field;
            values[field] = value;
            firsts[field] = first;
            lasts[field] = last;
        }

        private int indexOf(@Nullable Object name) {
            if (name == null || (hashes & bit(name)) == 0) {
                return -1;
            }
            for (int i = 0; i < size; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private int append(String name) {
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
                firsts = Arrays.copyOf(firsts, 2 * size);
                lasts = Arrays.copyOf(lasts, 2 * size);
            }
            hashes |= bit(name);
            names[size] = name;
            return size++;
        }

        private static long bit(Object name) {
            return 1L << name.hashCode();
        }

        private JsonNode value(int field) {
            JsonNode value = values[field];
            if (value == null) {
                value = text(firsts[field]);
                values[field] = value;
            }
            return value;
        }

        private JsonNode text(int from) {
            int to = from + 1;
            while (json[to] != '"' && json[to] != '\\') {
                to++;
            }
            return json[to] == '"'
                    ? TextNode.valueOf(new String(json, from + 1, to - from - 1, StandardCharsets.UTF_8))
                    : escaped(from, endOfText(from));
        }

        private JsonNode escaped(int from, int to) {
            try {
                return Json.mapper().readTree(json, from, to - from);
            } catch (IOException e) {
                throw new UncheckedIOException("a text that was read before", e);
            }
        }

        private JsonNode change(int field, JsonNode value) {
            JsonNode before = value(field);
            values[field] = value;
            if (firsts[field] >= 0) {
                firsts[field] = ~firsts[field];
            }
            return before;
        }

        private JsonNode removeAt(int field) {
            JsonNode removed = value(field);
            int behind = size - field - 1;
            System.arraycopy(names, field + 1, names, field, behind);
            System.arraycopy(values, field + 1, values, field, behind);
            System.arraycopy(firsts, field + 1, firsts, field, behind);
            System.arraycopy(lasts, field + 1, lasts, field, behind);
            size--;
            complete = false;
            return removed;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return indexOf(name) >= 0;
        }

        @Override
        public @Nullable JsonNode get(@Nullable Object name) {
            int field = indexOf(name);
            return field < 0 ? null : value(field);
        }

        @Override
        public @Nullable JsonNode put(String name, JsonNode value) {
            int field = indexOf(name);
            if (field >= 0) {
                return change(field, value);
            }
            complete = false;
            int added = append(name);
            values[added] = value;
            firsts[added] = ADDED;
            return null;
        }

        @Override
        public @Nullable JsonNode remove(@Nullable Object name) {
            int field = indexOf(name);
            return field < 0 ? null : removeAt(field);
        }

        @Override
        public Set<Map.Entry<String, JsonNode>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return size;
                }

                @Override
                public Iterator<Map.Entry<String, JsonNode>> iterator() {
                    return new Each();
                }
            };
        }

        private void print(JsonBytes to) {
            if (!complete) {
                printEach(to);
                return;
            }
            int printed = start;
            for (int i = 0; i < size; i++) {
                if (!isAsSent(i)) {
                    int first = firsts[i] < 0 ? ~firsts[i] : firsts[i];
                    to.raw(json, printed, first).node(value(i));
                    printed = endOf(lasts[i]);
                }
            }
            to.raw(json, printed, end);
        }

        private void printEach(JsonBytes to) {
            to.put('{');
            for (int i = 0; i < size; i++) {
                if (i > 0) {
                    to.put(',');
                }
                to.text(names[i]).put(':');
                if (isAsSent(i)) {
                    to.raw(json, firsts[i], endOf(lasts[i]));
                } else {
                    to.node(value(i));
                }
            }
            to.put('}');
        }

        private boolean isAsSent() {
            boolean asSent = complete;
            for (int i = 0; asSent && i < size; i++) {
                asSent = isAsSent(i);
            }
            return asSent;
        }

        /** Of a list nobody can tell. */
        private boolean isAsSent(int field) {
            JsonNode value = values[field];
            return firsts[field] >= 0
                    && (value == null
                            || value.isValueNode()
                            || value instanceof SentObject object && object.fields.isAsSent());
        }

        /** Where the token that begins there is over. */
        private int endOf(int token) {
            return switch (json[token]) {
                case '"' -> endOfText(token);
                case '}', ']' -> token + 1;
                default -> endOfWord(token);
            };
        }

        private int endOfText(int from) {
            int at = from + 1;
            while (json[at] != '"') {
                at += json[at] == '\\' ? 2 : 1;
            }
            return at + 1;
        }

        private int endOfWord(int from) {
            int at = from;
            while (json[at] > ' ' && json[at] != ',' && json[at] != '}') {
                at++;
            }
            return at;
        }

        private final class Each implements Iterator<Map.Entry<String, JsonNode>> {

            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Map.Entry<String, JsonNode> next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return new Field(next++);
            }

            @Override
            public void remove() {
                next--;
                removeAt(next);
            }
        }

        private final class Field implements Map.Entry<String, JsonNode> {

            private final int field;

            private Field(int field) {
                this.field = field;
            }

            @Override
            public String getKey() {
                return names[field];
            }

            @Override
            public JsonNode getValue() {
                return value(field);
            }

            @Override
            public JsonNode setValue(JsonNode value) {
                return change(field, value);
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Map.Entry<?, ?> entry
                        && getKey().equals(entry.getKey())
                        && getValue().equals(entry.getValue());
            }

            @Override
            public int hashCode() {
                return Objects.hashCode(getKey()) ^ Objects.hashCode(getValue());
            }
        }
    }
}
