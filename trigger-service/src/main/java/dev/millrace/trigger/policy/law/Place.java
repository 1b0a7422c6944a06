package dev.millrace.trigger.policy.law;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody lives, as far as it is known.
 *
 * @param country as ISO 3166-1 has it, such as {@code US}; null is unknown
 * @param region as ISO 3166-2 has it after the country, such as {@code CA}; null is unknown
 */
public record Place(@Nullable String country, @Nullable String region) {

    public static final Place UNKNOWN = new Place(null, null);

    public Place {
        if (country == null && region != null) {
            throw new IllegalArgumentException("a region lies in a country");
        }
    }

    /** What the traits say: {@code address.country} and {@code address.state}, or {@code country} and {@code state}. */
    public static Place of(JsonNode traits, Regions regions) {
        String country = firstCountry(traits.at("/address/country"), traits.path("country"));
        if (country == null) {
            return UNKNOWN;
        }
        return new Place(
                country,
                firstRegion(
                        country,
                        regions,
                        traits.at("/address/state"),
                        traits.at("/address/region"),
                        traits.path("state"),
                        traits.path("region")));
    }

    public String text() {
        if (country == null) {
            return "unknown";
        }
        return region == null ? country : country + "-" + region;
    }

    private static @Nullable String firstCountry(JsonNode... said) {
        for (JsonNode node : said) {
            String country = Countries.code(node.asText(""));
            if (country != null) {
                return country;
            }
        }
        return null;
    }

    private static @Nullable String firstRegion(String country, Regions regions, JsonNode... said) {
        for (JsonNode node : said) {
            String region = regions.code(country, node.asText(""));
            if (region != null) {
                return region;
            }
        }
        return null;
    }
}
