package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.policy.law.Place;
import dev.millrace.trigger.policy.law.Regions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A customer's time zone and how it is known: the trait, else the country's, else the shop's. */
record CustomerZone(ZoneId zone, From from) {

    enum From {
        TRAIT,
        COUNTRY,
        SHOP;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> TRAITS = List.of("timezone", "timeZone", "time_zone");

    static CustomerZone of(JsonNode traits, Place said, Regions regions, ZoneId shop) {
        for (String name : TRAITS) {
            Optional<ZoneId> zone = read(traits.path(name).asText(""));
            if (zone.isPresent()) {
                return new CustomerZone(zone.get(), From.TRAIT);
            }
        }
        return regions.zone(said)
                .map(zone -> new CustomerZone(zone, From.COUNTRY))
                .orElseGet(() -> new CustomerZone(shop, From.SHOP));
    }

    /** A trait can say anything: what is no time zone counts as not said. */
    private static Optional<ZoneId> read(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(ZoneId.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
