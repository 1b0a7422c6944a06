package dev.millrace.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;

/**
 * JSON as UTF-8, in the very bytes that {@link Json#mapper()} writes, at half the cost for what nearly all of an event is:
 * short text. What is seldom in a tree, such as binary values, is left to the mapper.
 */
final class JsonBytes {

    private static final int FIRST_SIZE = 1024;
    private static final int MOST_KEPT = 64 * 1024;
    private static final int MOST_PER_CHARACTER = 6;
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    /** Which characters of ASCII are written as they are. */
    private static final boolean[] PLAIN = new boolean[0x80];

    static {
        Arrays.fill(PLAIN, ' ', 0x80, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private static final ThreadLocal<JsonBytes> OF_THREAD = ThreadLocal.withInitial(JsonBytes::new);

    private byte[] bytes = new byte[FIRST_SIZE];
    private int end;

    /** The one of this thread, with the room that it has already, and nothing written. */
    static JsonBytes ofThread() {
        return OF_THREAD.get().clear();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The constants of an enumeration as the mapper writes them. */
    static <E extends Enum<E>> Map<E, byte[]> written(Class<E> type) {
        Map<E, byte[]> written = new EnumMap<>(type);
        for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
            written.put(constant, ascii('"' + Json.mapper().convertValue(constant, String.class) + '"'));
        }
        return written;
    }

    /** What stands before the value of a field that is not the first one. */
    static byte[] name(String field) {
        return ascii(",\"" + field + "\":");
    }

    /** What was written since the last time; then it begins anew. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, end);
        clear();
        return taken;
    }

    /** Forgets what was written, and the room for what was unusually long. */
    JsonBytes clear() {
        end = 0;
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[FIRST_SIZE];
        }
        return this;
    }

    /** What is JSON already. */
    JsonBytes raw(byte[] json) {
        makeRoom(json.length);
        System.arraycopy(json, 0, bytes, end, json.length);
        end += json.length;
        return this;
    }

    /** Text in quotes that needs no escapes: characters of ASCII without quotes, backslashes and controls. */
    JsonBytes plain(String text) {
        makeRoom(text.length() + 2);
        bytes[end++] = '"';
        digits(text);
        bytes[end++] = '"';
        return this;
    }

    /** Text in quotes. */
    JsonBytes text(String text) {
        int length = text.length();
        makeRoom(length + 2);
        byte[] to = bytes;
        int start = end + 1;
        to[end] = '"';
        for (int i = 0; i < length; i++) {
            char at = text.charAt(i);
            if (!isPlain(at)) {
                end = start + i;
                return rest(text, i);
            }
            to[start + i] = (byte) at;
        }
        to[start + length] = '"';
        end = start + length + 1;
        return this;
    }

    JsonBytes number(long value) {
        return word(Long.toString(value));
    }

    JsonBytes node(JsonNode node) {
        if (node instanceof TextNode text) {
            return text(text.textValue());
        }
        if (node instanceof ObjectNode object) {
            return object(object);
        }
        if (node instanceof ArrayNode array) {
            return array(array);
        }
        boolean isItsText = node instanceof IntNode
                || node instanceof DecimalNode
                || node instanceof LongNode
                || node instanceof BooleanNode
                || node instanceof NullNode;
        return isItsText ? word(node.asText()) : value(node);
    }

    private JsonBytes object(ObjectNode object) {
        put('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!first) {
                put(',');
            }
            first = false;
            text(field.getKey());
            put(':');
            node(field.getValue());
        }
        return put('}');
    }

    private JsonBytes array(ArrayNode array) {
        put('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                put(',');
            }
            node(array.get(i));
        }
        return put(']');
    }

    private JsonBytes word(String ascii) {
        makeRoom(ascii.length());
        digits(ascii);
        return this;
    }

    /** Anything, as the mapper writes it. */
    JsonBytes value(Object value) {
        try {
            // as text first: written as bytes, it would escape what lies beyond the basic plane
            return raw(Json.mapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new SerializationException("can't write a " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    private void digits(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[end++] = (byte) ascii.charAt(i);
        }
    }

    private JsonBytes rest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            makeRoom(MOST_PER_CHARACTER);
            i = character(text, i);
        }
        return put('"');
    }

    private static boolean isPlain(char at) {
        return at < 0x80 && PLAIN[at];
    }

    /** Writes the character there, and the other half where it is half of one; the place of what was written last. */
    private int character(String text, int place) {
        char at = text.charAt(place);
        if (isPlain(at)) {
            bytes[end++] = (byte) at;
        } else if (at < 0x80) {
            escape(at);
        } else if (at < 0x800) {
            bytes[end++] = (byte) (0xC0 | at >> 6);
            bytes[end++] = (byte) (0x80 | at & 0x3F);
        } else if (!Character.isSurrogate(at)) {
            bytes[end++] = (byte) (0xE0 | at >> 12);
            bytes[end++] = (byte) (0x80 | at >> 6 & 0x3F);
            bytes[end++] = (byte) (0x80 | at & 0x3F);
        } else {
            int character = text.codePointAt(place);
            if (!Character.isSupplementaryCodePoint(character) || Character.isLowSurrogate(at)) {
                throw new SerializationException("half of a surrogate pair is no text");
            }
            bytes[end++] = (byte) (0xF0 | character >> 18);
            bytes[end++] = (byte) (0x80 | character >> 12 & 0x3F);
            bytes[end++] = (byte) (0x80 | character >> 6 & 0x3F);
            bytes[end++] = (byte) (0x80 | character & 0x3F);
            return place + 1;
        }
        return place;
    }

    private void escape(char at) {
        bytes[end++] = '\\';
        switch (at) {
            case '"', '\\' -> bytes[end++] = (byte) at;
            case '\b' -> bytes[end++] = 'b';
            case '\t' -> bytes[end++] = 't';
            case '\n' -> bytes[end++] = 'n';
            case '\f' -> bytes[end++] = 'f';
            case '\r' -> bytes[end++] = 'r';
            default -> {
                bytes[end++] = 'u';
                bytes[end++] = '0';
                bytes[end++] = '0';
                bytes[end++] = HEX[at >> 4];
                bytes[end++] = HEX[at & 15];
            }
        }
    }

    private JsonBytes put(char ascii) {
        makeRoom(1);
        bytes[end++] = (byte) ascii;
        return this;
    }

    private void makeRoom(int more) {
        if (more > bytes.length - end) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(end, more)));
        }
    }
}
