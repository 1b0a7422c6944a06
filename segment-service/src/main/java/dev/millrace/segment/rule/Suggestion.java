package dev.millrace.segment.rule;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known name that a misspelt one is nearest to: few letters changed, added, missing or swapped with their neighbour. */
final class Suggestion {

    private Suggestion() {}

    static @Nullable String nearest(String found, List<String> names) {
        int most = found.length() < 3 ? 0 : found.length() < 5 ? 1 : 2;
        return names.stream()
                .filter(name -> Math.abs(name.length() - found.length()) <= most)
                .filter(name -> !name.equals(found) && distance(found, name) <= most)
                .min(Comparator.comparingInt(name -> distance(found, name)))
                .orElse(null);
    }

    private static int distance(String some, String other) {
        int[][] changes = new int[some.length() + 1][other.length() + 1];
        for (int i = 0; i <= some.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : fewest(changes, some, i, other, j);
            }
        }
        return changes[some.length()][other.length()];
    }

    private static int fewest(int[][] changes, String some, int i, String other, int j) {
        boolean same = some.charAt(i - 1) == other.charAt(j - 1);
        int fewest = changes[i - 1][j - 1] + (same ? 0 : 1);
        fewest = Math.min(fewest, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && some.charAt(i - 1) == other.charAt(j - 2)
                && some.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(fewest, changes[i - 2][j - 2] + 1) : fewest;
    }
}
