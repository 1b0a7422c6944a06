package dev.millrace.segment.customer;

import java.util.Locale;

/** What the events of one customer can be told apart by: {@code some product (…)} looks at one product after the other. */
public enum Dimension {
    PRODUCT,
    CATEGORY,
    BRAND;

    /** Its name in the segment language. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
