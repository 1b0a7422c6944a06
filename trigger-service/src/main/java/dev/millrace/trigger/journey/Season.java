package dev.millrace.trigger.journey;

import dev.millrace.trigger.policy.law.Place;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The season of a place on a day: spring is from March to May in the northern hemisphere, and half a year later in the
 * southern. A country lies where most of its people live.
 */
enum Season {
    WINTER,
    SPRING,
    SUMMER,
    AUTUMN;

    static final Set<String> SOUTHERN = Set.of(
            "AO", "AQ", "AR", "AS", "AU", "BI", "BO", "BR", "BV", "BW", "CC", "CD", "CG", "CK", "CL", "CX", "EC", "FJ",
            "FK", "GS", "HM", "ID", "IO", "KE", "KM", "LS", "MG", "MU", "MW", "MZ", "NA", "NC", "NF", "NR", "NU", "NZ",
            "PE", "PF", "PG", "PN", "PY", "RE", "RW", "SB", "SC", "SH", "SZ", "TF", "TK", "TL", "TO", "TV", "TZ", "UY",
            "VU", "WF", "WS", "YT", "ZA", "ZM", "ZW");

    /** Empty where it is not known in which country. */
    static Optional<Season> of(Place place, LocalDate day) {
        if (place.country() == null) {
            return Optional.empty();
        }
        int half = SOUTHERN.contains(place.country()) ? 2 : 0;
        return Optional.of(values()[(day.getMonthValue() % 12 / 3 + half) % 4]);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
