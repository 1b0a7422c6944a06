package dev.millrace.segment.rule;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known name that a misspelt one is nearest to, by single-letter changes. */
final class Suggestion {

    private static final int MAX_CHANGES = 2;

    private Suggestion() {}

    static @Nullable String nearest(String found, List<String> names) {
        return names.stream()
                .filter(name -> distance(found, name) <= MAX_CHANGES)
                .min(Comparator.comparingInt(name -> distance(found, name)))
                .orElse(null);
    }

    private static int distance(String some, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= some.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (some.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[other.length()];
    }
}
