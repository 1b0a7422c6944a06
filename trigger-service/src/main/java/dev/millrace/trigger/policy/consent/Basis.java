package dev.millrace.trigger.policy.consent;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On what a permission stands, as its statement recorded it. Producers have several words for some. */
public enum Basis {
    /** Agreed, and confirmed by a link in a mail. */
    CONFIRMED,
    /** Agreed. */
    EXPRESS,
    /** A customer who was told, and could object, when the address was collected in a sale. */
    SOFT_OPT_IN,
    /** Follows from a purchase or an inquiry. */
    IMPLIED,
    /** Nothing was asked: may be written to until they object. */
    OPT_OUT,
    /** The statement does not say. */
    UNRECORDED,
    /** A word that means none of these. */
    OTHER;

    private static final Map<String, Basis> WORDS = Map.ofEntries(
            Map.entry("confirmed", CONFIRMED),
            Map.entry("double-opt-in", CONFIRMED),
            Map.entry("confirmed-opt-in", CONFIRMED),
            Map.entry("consent", EXPRESS),
            Map.entry("express", EXPRESS),
            Map.entry("opt-in", EXPRESS),
            Map.entry("single-opt-in", EXPRESS),
            Map.entry("soft-opt-in", SOFT_OPT_IN),
            Map.entry("existing-customer", SOFT_OPT_IN),
            Map.entry("implied", IMPLIED),
            Map.entry("opt-out", OPT_OUT),
            Map.entry("unknown", UNRECORDED));

    public static Basis of(@Nullable String recorded) {
        if (recorded == null || recorded.isBlank()) {
            return UNRECORDED;
        }
        return WORDS.getOrDefault(recorded.strip().toLowerCase(Locale.ROOT).replace('_', '-'), OTHER);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
