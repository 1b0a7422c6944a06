package dev.millrace.ingest.tracking;

import java.util.List;

/**
 * What programs write where they have no id. Were it one, all of their visitors would be one customer, with one cart, one
 * history and one address to write to.
 */
final class Placeholder {

    private static final List<String> NO_ID = List.of("undefined", "null", "nil", "none", "nan", "[object object]");

    /** Whoever is not signed in, as shops say it. */
    private static final List<String> NO_USER = List.of("0", "guest", "anonymous");

    private Placeholder() {}

    static boolean isNoId(String text) {
        return isOneOf(NO_ID, text);
    }

    static boolean isNoUser(String text) {
        return isOneOf(NO_USER, text);
    }

    /** Each event is asked for three times: without copies. */
    private static boolean isOneOf(List<String> words, String text) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }
}
