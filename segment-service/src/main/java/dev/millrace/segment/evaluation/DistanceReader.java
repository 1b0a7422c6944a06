package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.evaluation.ShopFacts.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far the nearest store is, in kilometres along the ground, to the metre. */
record DistanceReader(String trait) implements Reader {

    private static final double EARTH_RADIUS = 6371.0088;
    private static final int METRES = 3;
    private static final List<List<String>> NAMES =
            List.of(List.of("latitude", "longitude"), List.of("lat", "lng"), List.of("lat", "lon"));

    @Override
    public Curve read(Subject subject, long at) {
        Place place = place(subject.state(), trait);
        List<Place> stores = subject.facts().stores();
        if (place == null || stores.isEmpty()) {
            return Curve.Unknown.ALWAYS;
        }
        double nearest = stores.stream()
                .mapToDouble(store -> distance(place, store))
                .min()
                .orElseThrow();
        return Curve.Line.still(BigDecimal.valueOf(nearest).setScale(METRES, RoundingMode.HALF_EVEN));
    }

    /** The traits that may tell it. */
    static List<String> traits(String trait) {
        return Stream.concat(
                        Stream.of(trait), NAMES.stream().flatMap(List::stream).map(part -> trait + "." + part))
                .toList();
    }

    /** {@code "52.52,13.405"}, or an object with latitude and longitude. */
    static @Nullable Place place(CustomerState state, String trait) {
        if (state.trait(trait) instanceof Trait.Value.Text text) {
            int comma = text.text().indexOf(',');
            return comma < 0
                    ? null
                    : place(text.text().substring(0, comma), text.text().substring(comma + 1));
        }
        for (List<String> names : NAMES) {
            Trait.Value latitude = state.trait(trait + "." + names.get(0));
            Trait.Value longitude = state.trait(trait + "." + names.get(1));
            if (latitude != null && longitude != null) {
                return place(latitude.toString(), longitude.toString());
            }
        }
        return null;
    }

    private static @Nullable Place place(String latitude, String longitude) {
        try {
            Place place = new Place(Double.parseDouble(latitude.strip()), Double.parseDouble(longitude.strip()));
            boolean isOnEarth = Math.abs(place.latitude()) <= 90 && Math.abs(place.longitude()) <= 180;
            return isOnEarth ? place : null;
        } catch (NumberFormatException notAPlace) {
            return null;
        }
    }

    static double distance(Place some, Place other) {
        double latitude = Math.toRadians(other.latitude() - some.latitude()) / 2;
        double longitude = Math.toRadians(other.longitude() - some.longitude()) / 2;
        double chord = Math.pow(Math.sin(latitude), 2)
                + Math.cos(Math.toRadians(some.latitude()))
                        * Math.cos(Math.toRadians(other.latitude()))
                        * Math.pow(Math.sin(longitude), 2);
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
    }
}
