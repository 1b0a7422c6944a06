package dev.millrace.segment.rule;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that has arrived and that nobody declared.
 *
 * @param scope null for the name of an event
 */
record SeenName(Field.@Nullable Scope scope, String name) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_ -]{0,63}");
    private static final String EVENT = "event";

    /** Whether it can be kept: what is no plain word may be about somebody. */
    static boolean isPlain(String name) {
        return WORD.matcher(name).matches();
    }

    static Optional<SeenName> parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String word = key.substring(0, slash);
        String name = key.substring(slash + 1);
        return word.equals(EVENT)
                ? Optional.of(new SeenName(null, name))
                : Arrays.stream(Field.Scope.values())
                        .filter(scope -> scope.word().equals(word))
                        .map(scope -> new SeenName(scope, name))
                        .findFirst();
    }

    /** Under which it is kept. */
    String key() {
        return (scope == null ? EVENT : scope.word()) + "/" + name;
    }
}
