package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the shop knows, in the oracle's values. */
final class OracleShop {

    private static final Set<String> FADING = Set.of("p_alive", "expected_orders");
    private static final double EARTH_RADIUS_KM = 6371.0088;

    private final SmallShop shop;

    OracleShop(SmallShop shop) {
        this.shop = shop;
    }

    Optional<Object> figure(String name, Optional<Object> argument, Instant now) {
        if (FADING.contains(name)) {
            return shop.fading().map(fading -> BigDecimal.valueOf(shop.fade(name, now.toEpochMilli())));
        }
        Value value = shop.figures().get(argument.map(it -> name + " " + it).orElse(name));
        if (value instanceof Value.Quantity it) {
            return Optional.of(it.number());
        }
        if (value instanceof Value.Span it) {
            return Optional.of(new Span(BigDecimal.valueOf(it.duration().toMillis())));
        }
        if (value instanceof Value.Moment it) {
            return Optional.of(Moment.of(it.instant()));
        }
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    Moment startOf(LocalDate day) {
        return Moment.of(day.atStartOfDay(shop.zone()).toInstant());
    }

    Optional<Object> list(String name) {
        return Optional.ofNullable(shop.list(name)).map(List::copyOf);
    }

    Optional<Object> rank(Operand.Rank rank, Optional<Object> value) {
        return value.flatMap(Told::number).map(number -> shop.rank(rank.kind(), "", rank.of(), number));
    }

    /** Kilometres to the nearest store, to the metre, by the angle between two directions from the centre of the earth. */
    Optional<Object> distance(Optional<Object> latitude, Optional<Object> longitude) {
        if (latitude.isEmpty() || longitude.isEmpty()) {
            return Optional.empty();
        }
        double[] here = direction(number(latitude.get()), number(longitude.get()));
        return shop.stores().stream()
                .map(store -> direction(store.latitude(), store.longitude()))
                .map(there -> EARTH_RADIUS_KM
                        * Math.acos(Math.min(1, here[0] * there[0] + here[1] * there[1] + here[2] * there[2])))
                .min(Double::compare)
                .map(nearest -> BigDecimal.valueOf(nearest).setScale(3, RoundingMode.HALF_EVEN));
    }

    private static double number(Object value) {
        return Double.parseDouble(value.toString());
    }

    private static double[] direction(double latitude, double longitude) {
        double phi = Math.toRadians(latitude);
        double lambda = Math.toRadians(longitude);
        return new double[] {Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)};
    }
}
