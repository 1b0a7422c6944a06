package dev.millrace.trigger.policy.law;

import java.util.Map;
import java.util.TreeMap;

/** The laws this release knows, by place. The nearest one counts: of the region, else the country, else the strictest. */
public final class Laws {

    /** For customers whose country nobody knows, and for countries without a law here. */
    static final String ELSEWHERE = "*";

    private static final Laws SHIPPED = ShippedLaws.read();

    private final Map<String, Law> byPlace;
    private final Law elsewhere;
    private final Regions regions;

    Laws(Map<String, Law> byPlace, Regions regions) {
        this.byPlace = new TreeMap<>(byPlace);
        Law strictest = this.byPlace.get(ELSEWHERE);
        if (strictest == null) {
            throw new IllegalArgumentException("no law says what holds elsewhere: expected one for \"*\"");
        }
        this.elsewhere = strictest;
        this.regions = regions;
    }

    public static Laws shipped() {
        return SHIPPED;
    }

    public Law of(Place place) {
        Law ofRegion = byPlace.get(place.text());
        if (ofRegion != null) {
            return ofRegion;
        }
        return place.country() == null ? elsewhere : byPlace.getOrDefault(place.country(), elsewhere);
    }

    public Regions regions() {
        return regions;
    }

    /** Each law with the places it holds in. */
    public Map<String, Law> all() {
        return Map.copyOf(byPlace);
    }
}
