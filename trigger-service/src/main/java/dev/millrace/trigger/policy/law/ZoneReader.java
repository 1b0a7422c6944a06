package dev.millrace.trigger.policy.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Reads which zones countries and their regions have. */
final class ZoneReader {

    private ZoneReader() {}

    static Regions read(JsonNode document) {
        Map<String, Regions.Country> countries = new HashMap<>();
        document.path("countries").properties().forEach(entry -> {
            JsonNode country = entry.getValue();
            Map<String, Regions.Region> regions = new HashMap<>();
            country.path("regions")
                    .properties()
                    .forEach(region -> regions.put(
                            region.getKey(),
                            new Regions.Region(
                                    region.getValue().path("name").textValue(),
                                    zone(region.getValue().path("zone").asText()))));
            String zone = country.isTextual()
                    ? country.asText()
                    : country.path("zone").asText();
            countries.put(entry.getKey(), new Regions.Country(zone(zone), regions));
        });
        return new Regions(countries);
    }

    private static ZoneId zone(String text) {
        ZoneId zone = Regions.zone(text);
        if (zone == null) {
            throw new IllegalStateException(
                    "zones.yaml names the time zone " + text + ", which this Java doesn't know");
        }
        return zone;
    }
}
