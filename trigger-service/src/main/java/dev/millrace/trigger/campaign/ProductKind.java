package dev.millrace.trigger.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what segment-service chooses products for a message; docs/population.md says what each means. */
public enum ProductKind {
    BEST_SELLERS,
    BOUGHT_TOGETHER,
    ONE_STEP_UP,
    LAST_VIEWED,
    BOUGHT_BEFORE;

    static final List<String> WORDS =
            Arrays.stream(values()).map(ProductKind::word).toList();

    /** As documents and segment-service write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ProductKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
