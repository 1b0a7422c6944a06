package dev.millrace.trigger.policy.settings;

import dev.millrace.trigger.policy.law.Law;
import dev.millrace.trigger.policy.law.Place;
import java.util.Set;

/**
 * Where a permission counts only once it was confirmed.
 *
 * @param countries beside, or instead of, those whose law says so
 * @param acceptsUnrecorded whether a permission that does not say how it was given counts there, such as one brought along
 *     from another system
 */
public record DoubleOptIn(Where where, Set<String> countries, boolean acceptsUnrecorded) {

    public static final DoubleOptIn BY_LAW = new DoubleOptIn(Where.LAW, Set.of(), false);

    public enum Where {
        LAW,
        EVERYWHERE,
        NOWHERE,
        COUNTRIES
    }

    public DoubleOptIn {
        countries = Set.copyOf(countries);
    }

    public boolean isNeeded(Place place, Law law) {
        return switch (where) {
            case LAW -> law.needsConfirmation();
            case EVERYWHERE -> true;
            case NOWHERE -> false;
            case COUNTRIES -> place.country() != null && countries.contains(place.country());
        };
    }
}
