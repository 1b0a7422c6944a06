package dev.millrace.segment.evaluation;

import dev.millrace.contract.ShopSettings.Store;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Trait;
import dev.millrace.segment.evaluation.ShopFacts.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store that is nearest to a customer: along the ground from their coordinates, else the one in their city. A city of the same
 * name in another country is another city. Pure.
 *
 * @param name, address, hours, url as the shop's settings have them
 * @param distance in kilometres, to one decimal; null where it was found by the city
 */
public record NearestStore(
        String id,
        @Nullable String name,
        @Nullable String address,
        @Nullable String hours,
        @Nullable String url,
        @Nullable BigDecimal distance) {

    /** Where a customer is: as rules have it in {@code distance(trait.location, stores)}. */
    private static final String LOCATION = "location";

    private static final List<String> CITY = List.of("address.city", "city");
    private static final List<String> COUNTRY = List.of("address.country", "country");

    /** A store, and how far it is. */
    private record Reached(Store store, double kilometres) {}

    /** Empty if nobody knows where the customer is, or there is no store. Of two as near, the first. */
    public static Optional<NearestStore> to(CustomerState customer, List<Store> stores) {
        Place here = DistanceReader.place(customer, LOCATION);
        return here == null
                ? inCity(customer, stores)
                : stores.stream()
                        .map(store -> new Reached(store, DistanceReader.distance(here, place(store))))
                        .min(Comparator.comparingDouble(Reached::kilometres))
                        .map(reached -> of(reached.store, kilometres(reached.kilometres)));
    }

    private static Optional<NearestStore> inCity(CustomerState customer, List<Store> stores) {
        String city = text(customer, CITY);
        String country = text(customer, COUNTRY);
        return city == null
                ? Optional.empty()
                : stores.stream()
                        .filter(store -> city.equalsIgnoreCase(store.city()))
                        .filter(store ->
                                country == null || store.country() == null || country.equalsIgnoreCase(store.country()))
                        .findFirst()
                        .map(store -> of(store, null));
    }

    private static @Nullable String text(CustomerState customer, List<String> traits) {
        for (String trait : traits) {
            if (customer.trait(trait) instanceof Trait.Value.Text text) {
                return text.text().strip();
            }
        }
        return null;
    }

    private static Place place(Store store) {
        return new Place(store.latitude(), store.longitude());
    }

    private static BigDecimal kilometres(double distance) {
        return BigDecimal.valueOf(distance).setScale(1, RoundingMode.HALF_EVEN);
    }

    private static NearestStore of(Store store, @Nullable BigDecimal distance) {
        return new NearestStore(store.id(), store.name(), store.address(), store.hours(), store.url(), distance);
    }
}
