package dev.millrace.ingest.webhook;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which ways of paying an order counts as completed though nobody has paid yet, such as cash on delivery. */
public final class PaymentRules {

    private final Set<String> onDelivery;

    /** @param onDelivery names of ways of paying, in any spelling of capitals */
    public PaymentRules(Collection<String> onDelivery) {
        this.onDelivery = onDelivery.stream().map(PaymentRules::normalised).collect(Collectors.toUnmodifiableSet());
    }

    boolean completes(@Nullable String wayOfPaying) {
        return wayOfPaying != null && onDelivery.contains(normalised(wayOfPaying));
    }

    private static String normalised(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
