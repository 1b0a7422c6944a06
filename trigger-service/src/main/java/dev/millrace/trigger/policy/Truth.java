package dev.millrace.trigger.policy;

import java.util.Locale;
import java.util.Optional;

/** What an expression of the segment language gives. Unknown selects nobody. */
public enum Truth {
    YES,
    NO,
    UNKNOWN;

    public static Optional<Truth> parse(String text) {
        for (Truth truth : values()) {
            if (truth.text().equals(text)) {
                return Optional.of(truth);
            }
        }
        return Optional.empty();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
