package dev.millrace.trigger.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Codes as people upload and type them: upper and lower case are the same, and space around them is nothing. */
public final class CodeText {

    private static final int LONGEST = 100;
    private static final int MOST_IN_ONE_ORDER = 20;

    private CodeText() {}

    /** Under which a code is looked for. */
    public static String key(String code) {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /** Why the text can't be a code, if it can't. */
    public static Optional<String> problem(String code) {
        if (code.isEmpty() || code.length() > LONGEST) {
            return Optional.of("has " + code.length() + " characters; expected 1 to " + LONGEST);
        }
        boolean plain = code.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',' && c != ';' && c != '"');
        return plain
                ? Optional.empty()
                : Optional.of(
                        "has other characters than letters, digits and signs; no space, comma or quote may stand in it");
    }

    /** The keys of the codes that an order names, which may be several. */
    public static List<String> keysIn(String text) {
        List<String> keys = new ArrayList<>();
        for (String part : text.split("[\\s,;]+")) {
            if (!part.isEmpty() && problem(part).isEmpty() && keys.size() < MOST_IN_ONE_ORDER) {
                keys.add(key(part));
            }
        }
        return keys;
    }
}
