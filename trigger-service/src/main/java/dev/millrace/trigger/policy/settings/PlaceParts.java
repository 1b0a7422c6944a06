package dev.millrace.trigger.policy.settings;

import dev.millrace.contract.Json;
import dev.millrace.trigger.campaign.DocumentPart;
import dev.millrace.trigger.policy.law.Laws;
import dev.millrace.trigger.policy.law.Place;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads what a policies document says of places. */
final class PlaceParts {

    private static final String A_ZONE = "a time zone such as Europe/Berlin or UTC";

    private PlaceParts() {}

    static Home home(@Nullable DocumentPart part) {
        if (part == null) {
            return Home.NOWHERE;
        }
        part.allowOnly("country", "region", "zone");
        String country = country(part.optional("country"));
        Place place = country == null ? Place.UNKNOWN : new Place(country, region(country, part.optional("region")));
        DocumentPart zonePart = part.optional("zone");
        ZoneId zone = zonePart == null ? Laws.shipped().regions().zone(place).orElse(ZoneOffset.UTC) : zone(zonePart);
        return new Home(place, zone);
    }

    static @Nullable String country(@Nullable DocumentPart part) {
        String text = part == null ? null : part.scalar("a country such as DE");
        if (part == null || text == null) {
            return null;
        }
        if (text.equals("false")) {
            part.problem("is read as \"false\", as YAML has it: Norway is \"NO\" in quotes");
            return null;
        }
        String country = Place.of(
                        Json.object().put("country", text), Laws.shipped().regions())
                .country();
        if (country == null) {
            part.problem(part.found() + "; expected a country of ISO 3166 such as DE");
        }
        return country;
    }

    private static @Nullable String region(String country, @Nullable DocumentPart part) {
        String text = part == null ? null : part.text("a region such as CA");
        if (part == null || text == null) {
            return null;
        }
        String region = Place.of(
                        Json.object().put("country", country).put("state", text),
                        Laws.shipped().regions())
                .region();
        if (region == null) {
            part.problem(part.found() + "; no rule depends on it: expected a state of US, CA or AU, or none");
        }
        return region;
    }

    private static ZoneId zone(DocumentPart part) {
        String text = part.text(A_ZONE);
        try {
            return text == null ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            part.problem(part.found() + "; expected " + A_ZONE);
            return ZoneOffset.UTC;
        }
    }
}
