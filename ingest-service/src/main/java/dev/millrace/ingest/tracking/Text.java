package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes what was sent fit to be stored, in place. JSON may hold halves of surrogate pairs, which are no UTF-8, and NUL, which
 * databases refuse: both become U+FFFD, in values and names alike. What nests deeper than {@value #MAX_DEPTH} is refused, for
 * those who read it later walk it by recursion.
 */
final class Text {

    static final int MAX_DEPTH = 64;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;
    private static final long BACKSLASHES = '\\' * LOW_BITS;
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    static void clean(JsonNode node) {
        clean(node, 0);
    }

    /** Whether this JSON surely holds no text that needs to be cleaned, by a look at its bytes. */
    static boolean isFit(byte[] json) {
        int at = 0;
        for (; at + Long.BYTES <= json.length; at += Long.BYTES) {
            if (mayBeUnfit((long) WORDS.get(json, at)) && !isFit(json, at, at + Long.BYTES)) {
                return false;
            }
        }
        return isFit(json, at, json.length);
    }

    /** Whether one of eight bytes is no ASCII or a backslash. */
    private static boolean mayBeUnfit(long bytes) {
        long noBackslash = bytes ^ BACKSLASHES;
        return ((bytes | (noBackslash - LOW_BITS)) & HIGH_BITS) != 0;
    }

    /** Neither an escape by number nor a byte that begins NUL (in too many bytes), half of a pair or a pair. */
    private static boolean isFit(byte[] json, int from, int to) {
        for (int at = from; at < to; at++) {
            int found = Byte.toUnsignedInt(json[at]);
            boolean escape = found == '\\' && at + 1 < json.length && json[at + 1] == 'u';
            if (escape || found == 0xC0 || found == 0xE0 || found >= 0xED) {
                return false;
            }
        }
        return true;
    }

    /** What was cleaned can't tell two people apart. */
    static boolean isDamaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void clean(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BadField(
                    Reading.Reason.TOO_DEEP, "the event nests too deep, expected at most " + MAX_DEPTH + " levels");
        }
        if (node instanceof ObjectNode object) {
            fields(object, depth);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode item = array.get(i);
                if (item.isTextual()) {
                    if (!fit(item.textValue())) {
                        array.set(i, TextNode.valueOf(cleaned(item.textValue())));
                    }
                } else {
                    clean(item, depth + 1);
                }
            }
        }
    }

    private static void fields(ObjectNode object, int depth) {
        List<String> unfit = List.of();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!fit(field.getKey())) {
                unfit = unfit.isEmpty() ? new ArrayList<>() : unfit;
                unfit.add(field.getKey());
            }
            JsonNode value = field.getValue();
            if (!(value instanceof TextNode text)) {
                clean(value, depth + 1);
            } else if (!fit(text.textValue())) {
                field.setValue(TextNode.valueOf(cleaned(text.textValue())));
            }
        }
        unfit.forEach(name -> object.set(cleaned(name), object.remove(name)));
    }

    private static boolean fit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == 0 || at >= Character.MIN_SURROGATE) {
                return cleaned(text).equals(text);
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        StringBuilder result = new StringBuilder(text);
        for (int i = 0; i < result.length(); i++) {
            char at = result.charAt(i);
            boolean pair = Character.isHighSurrogate(at)
                    && i + 1 < result.length()
                    && Character.isLowSurrogate(result.charAt(i + 1));
            if (pair) {
                i++;
            } else if (at == 0 || Character.isSurrogate(at)) {
                result.setCharAt(i, REPLACEMENT);
            }
        }
        return result.toString();
    }
}
