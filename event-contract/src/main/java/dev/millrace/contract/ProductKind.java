package dev.millrace.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By what products are chosen for one customer: campaigns name it, and segment-service chooses. */
public enum ProductKind {
    /** What most people buy; of the categories the customer looks at first. */
    BEST_SELLERS,
    /** What others bought together with what the customer bought or has in the cart. */
    BOUGHT_TOGETHER,
    /** Of the same category as what the customer looked at, and the next better price. */
    ONE_STEP_UP,
    /** What the customer looked at and did not take, the newest first. */
    LAST_VIEWED,
    /** What the customer bought, the newest first. */
    BOUGHT_BEFORE;

    /** As people and documents write it: {@code best-sellers}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ProductKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All of them, for people. */
    public static String words() {
        return Arrays.stream(values()).map(ProductKind::word).collect(Collectors.joining(", "));
    }
}
