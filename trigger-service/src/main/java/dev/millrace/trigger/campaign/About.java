package dev.millrace.trigger.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a message is about: when nothing of it can be ordered any more, the message is held back. */
public enum About {
    /** The product of the event that began the journey: its property {@value #PRODUCT_ID}. */
    PRODUCT,
    /** What lies in the cart. */
    CART,
    /** The products that come with the message. */
    PRODUCTS,
    /** None of these: what is gone is left out, and the rest is sent. */
    NOTHING;

    public static final String PRODUCT_ID = "product_id";

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<About> of(String word) {
        return Arrays.stream(values())
                .filter(about -> about.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(About::word).collect(Collectors.joining(", "));
    }
}
