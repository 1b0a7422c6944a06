package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.policy.law.Place;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonTest {

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "DE, 2026-02-28, WINTER",
        "DE, 2026-03-01, SPRING",
        "DE, 2026-05-31, SPRING",
        "DE, 2026-06-01, SUMMER",
        "DE, 2026-09-01, AUTUMN",
        "DE, 2026-11-30, AUTUMN",
        "DE, 2026-12-01, WINTER",
        "AU, 2026-02-28, SUMMER",
        "AU, 2026-03-01, AUTUMN",
        "NZ, 2026-06-01, WINTER",
        "ZA, 2026-11-30, SPRING",
        "BR, 2026-12-01, SUMMER",
    })
    void should_be_the_other_one_on_the_other_side_of_the_earth(String country, LocalDate day, Season expected) {
        assertThat(Season.of(new Place(country, null), day)).contains(expected);
    }

    @Test
    void should_not_be_known_where_nobody_knows_the_country() {
        assertThat(Season.of(Place.UNKNOWN, LocalDate.of(2026, 7, 1))).isEmpty();
    }

    /** A code that no country has would never match. */
    @Test
    void should_name_countries_only() {
        assertThat(Locale.getISOCountries()).containsAll(Season.SOUTHERN);
    }
}
