package dev.millrace.trigger.policy.law;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which time zone a place has. Where a country has several, and the region is unknown, that of most of its people. */
public final class Regions {

    /** @param name in English; null if it is only known by its code */
    record Region(@Nullable String name, ZoneId zone) {}

    record Country(ZoneId zone, Map<String, Region> regions) {

        Country {
            regions = Map.copyOf(regions);
        }
    }

    private final Map<String, Country> countries;
    private final Map<String, Map<String, String>> names = new HashMap<>();

    Regions(Map<String, Country> countries) {
        this.countries = Map.copyOf(countries);
        countries.forEach((code, country) -> country.regions().forEach((region, it) -> {
            Map<String, String> ofCountry = names.computeIfAbsent(code, any -> new HashMap<>());
            ofCountry.put(region.toLowerCase(Locale.ROOT), region);
            if (it.name() != null) {
                ofCountry.put(it.name().toLowerCase(Locale.ROOT), region);
            }
        }));
    }

    public Optional<ZoneId> zone(Place place) {
        Country country = place.country() == null ? null : countries.get(place.country());
        if (country == null) {
            return Optional.empty();
        }
        Region region = place.region() == null ? null : country.regions().get(place.region());
        return Optional.of(region == null ? country.zone() : region.zone());
    }

    /** The region's code, by itself, its English name, or with the country before it; null if it names none we know. */
    @Nullable
    String code(String country, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        String prefix = country.toLowerCase(Locale.ROOT) + "-";
        String bare = word.startsWith(prefix) ? word.substring(prefix.length()) : word;
        return names.getOrDefault(country, Map.of()).get(bare);
    }

    static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
