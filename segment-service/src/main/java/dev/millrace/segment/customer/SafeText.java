package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Text as it is kept: no longer than a bound, and always the same again after it was written as UTF-8. */
public final class SafeText {

    private static final int MAX_ELEMENTS = 50;
    private static final int MAX_TOGETHER = 1_000;
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /** A pair of surrogates is not cut in two, and half of one becomes U+FFFD. */
    public static String bounded(String text, int most) {
        boolean isTooLong = text.length() > most;
        int end = isTooLong && Character.isHighSurrogate(text.charAt(most - 1))
                ? most - 1
                : Math.min(most, text.length());
        for (int i = 0; i < end; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return paired(text.substring(0, end));
            }
        }
        return isTooLong ? text.substring(0, end) : text;
    }

    private static String paired(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(point ->
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** The scalars of a list as texts: the first {@value #MAX_ELEMENTS}, together {@value #MAX_TOGETHER} characters. */
    public static List<String> elements(JsonNode list) {
        List<String> texts = new ArrayList<>();
        int room = MAX_TOGETHER;
        for (JsonNode element : list) {
            boolean fits = element.isValueNode() && !element.isNull() && texts.size() < MAX_ELEMENTS && room > 0;
            if (fits) {
                String text = bounded(element.asText(), room);
                texts.add(text);
                room -= text.length();
            }
        }
        return texts;
    }
}
