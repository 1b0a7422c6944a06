package dev.millrace.ingest.tracking;

import java.util.Locale;
import java.util.Set;

/**
 * What programs write where they have no id. Were it one, all of their visitors would be one customer, with one cart, one
 * history and one address to write to.
 */
final class Placeholder {

    private static final Set<String> NO_ID = Set.of("undefined", "null", "nil", "none", "nan", "[object object]");

    /** Whoever is not signed in, as shops say it. */
    private static final Set<String> NO_USER = Set.of("0", "guest", "anonymous");

    private static final int LONGEST = "[object object]".length();

    private Placeholder() {}

    static boolean isNoId(String text) {
        return text.length() <= LONGEST && NO_ID.contains(text.toLowerCase(Locale.ROOT));
    }

    static boolean isNoUser(String text) {
        return text.length() <= LONGEST && NO_USER.contains(text.toLowerCase(Locale.ROOT));
    }
}
