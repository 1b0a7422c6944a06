package dev.millrace.mailer.preference;

import java.util.Locale;
import java.util.Optional;

/** How often somebody wants to hear from the shop. A limit is kept by the caps of trigger-service, which read the trait. */
public enum Frequency {
    ANY,
    WEEKLY,
    MONTHLY;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Frequency> of(String id) {
        for (Frequency frequency : values()) {
            if (frequency.id().equals(id)) {
                return Optional.of(frequency);
            }
        }
        return Optional.empty();
    }
}
