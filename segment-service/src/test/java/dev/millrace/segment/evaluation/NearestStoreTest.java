package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.ShopSettings.Store;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.evaluation.ShopFacts.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestStoreTest {

    private static final Store GRAZ = new Store(
            "graz",
            "Am Eck",
            47.0707,
            15.4395,
            "Am Eck 1, 8010 Graz",
            "Graz",
            "AT",
            "Mon to Fri 9 to 18",
            "https://shop.example/graz");
    private static final Store VIENNA = store("vienna", 48.2082, 16.3738, "Wien", "AT");
    private static final Store FIJI = store("suva", -18.1248, 178.4501, "Suva", "FJ");
    private static final List<Store> STORES = List.of(VIENNA, GRAZ, FIJI);

    @Test
    void shouldBeTheOneThatIsNearestAlongTheGround() {
        NearestStore nearest = nearest("{'location': '47.4104,15.2686'}").orElseThrow();

        assertThat(nearest.id()).isEqualTo("graz");
        assertThat(nearest.name()).isEqualTo("Am Eck");
        assertThat(nearest.address()).isEqualTo("Am Eck 1, 8010 Graz");
        assertThat(nearest.hours()).isEqualTo("Mon to Fri 9 to 18");
        assertThat(nearest.url()).isEqualTo("https://shop.example/graz");
        assertThat(nearest.distance()).isEqualByComparingTo("39.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'location': {'latitude': 48.3, 'longitude': 16.3}}                  | vienna",
                "{'location': {'lat': 48.3, 'lng': 16.3}, 'city': 'Graz'}             | vienna",
                // the date line lies between, and is no further than any other
                "{'location': '-18,-178'}                                             | suva",
                "{'address': {'city': 'graz', 'country': 'AT'}}                       | graz",
                "{'city': ' Wien '}                                                   | vienna",
                "{'location': '95,16', 'city': 'Graz'}                                | graz",
                "{'location': 'somewhere', 'city': 'Graz'}                            | graz",
                "{'city': 'Graz', 'country': 'DE'}                                    | none",
                "{'city': 'Linz'}                                                     | none",
                "{'location': '95,16'}                                                | none",
                "{'country': 'AT'}                                                    | none",
            })
    void shouldBeFoundByCoordinatesElseByCity(String traits, String id) {
        assertThat(nearest(traits).map(NearestStore::id).orElse("none")).isEqualTo(id);
    }

    @Test
    void shouldHaveNoDistanceInACityAndBeNoneWithoutStores() {
        assertThat(nearest("{'city': 'Graz'}").orElseThrow().distance()).isNull();
        assertThat(NearestStore.to(customer("{'location': '47,15'}"), List.of()))
                .isEmpty();
    }

    @Test
    void shouldBeAFactOfTheShopsSettings() {
        ShopSettings settings = new ShopSettings(
                null, Map.of(), "UTC", Map.of(), STORES, Map.of(), Json.object(), Map.of(), List.of(), T0);
        ShopFacts facts = new CombinedFacts(List.of(new SettingsFacts(settings), ShopFacts.UNKNOWN));

        assertThat(facts.nearestStore(customer("{'location': '47.1,15.4'}")))
                .isNotNull()
                .satisfies(nearest -> assertThat(nearest.id()).isEqualTo("graz"));
        assertThat(facts.nearestStore(customer("{}"))).isNull();
        assertThat(ShopFacts.UNKNOWN.nearestStore(customer("{'city': 'Graz'}"))).isNull();
    }

    /** Against figures of the geodesic on the ellipsoid, from which the sphere differs by half a percent at most. */
    @ParameterizedTest
    @CsvSource({
        "52.5200,13.4050, 48.8566,2.3522, 879.7",
        "40.7128,-74.0060, 51.5074,-0.1278, 5585.2",
        "-33.8688,151.2093, 35.6762,139.6503, 7792.9",
        "0,0, 0,180, 20003.9",
        "90,0, -90,0, 20003.9",
        "48.2,16.3, 48.2,16.3, 0"
    })
    void shouldMeasureAlongTheGround(double fromLat, double fromLng, double toLat, double toLng, double kilometres) {
        assertThat(DistanceReader.distance(new Place(fromLat, fromLng), new Place(toLat, toLng)))
                .isCloseTo(kilometres, within(0.006 * kilometres + 0.001));
    }

    private static Optional<NearestStore> nearest(String traits) {
        return NearestStore.to(customer(traits), STORES);
    }

    private static Store store(String id, double latitude, double longitude, String city, String country) {
        return new Store(id, null, latitude, longitude, null, city, country, null, null);
    }

    private static CustomerState customer(String traits) {
        return Fold.apply(
                CustomerState.EMPTY,
                Events.identify("e1", T0, object(traits), ShopEvent.Trust.SERVER),
                T0,
                AccumulatorPlan.EMPTY);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
