package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the shop says of itself, on {@code segments.definitions} under the key {@value #KEY}: one copy to each partition. Segments and
 * templates read it as {@code shop.*}.
 *
 * @param currency the shop's own, as ISO 4217 has it
 * @param rates what one unit of another currency is worth in the shop's own
 * @param zone time zone of customers who don't say theirs; {@code UTC} if absent
 * @param lists named ones, for {@code list("remote")}
 * @param freeShipping by country as ISO 3166 has it: the worth of a cart from which on shipping is free, in the shop's currency
 * @param values all else, under names of the shop's own
 * @param segments by segment and parameter the values that take the place of those in the definitions, as the language writes
 *     them
 * @param fields what the shop's events and traits say beyond those that are known
 */
public record ShopSettings(
        @Nullable String currency,
        @JsonSerialize(contentUsing = ToStringSerializer.class) Map<String, BigDecimal> rates,
        String zone,
        Map<String, List<String>> lists,
        List<Store> stores,
        @JsonSerialize(contentUsing = ToStringSerializer.class) Map<String, BigDecimal> freeShipping,
        ObjectNode values,
        Map<String, Map<String, String>> segments,
        List<Field> fields,
        Instant updatedAt) {

    /** No segment has such an id. */
    public static final String KEY = "@shop";

    public static final int MAX_LIST = 10_000;
    public static final int MAX_STORES = 1_000;
    public static final int MAX_FIELDS = 500;
    private static final int MAX_DIGITS = 30;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * A place where customers can walk in; latitude and longitude in degrees.
     *
     * @param address for people, on one line
     * @param city in which it is found by customers whose coordinates nobody knows
     * @param country of the city, as ISO 3166 has it
     * @param hours for people: when it is open
     * @param url of its page
     */
    public record Store(
            String id,
            @Nullable String name,
            @JsonProperty(required = true) double latitude,
            @JsonProperty(required = true) double longitude,
            @Nullable String address,
            @Nullable String city,
            @Nullable String country,
            @Nullable String hours,
            @Nullable String url) {

        private static final int LONGEST = 200;

        public Store {
            Objects.requireNonNull(id, "id");
            for (String text : Arrays.asList(id, name, address, city, country, hours, url)) {
                if (text != null && text.length() > LONGEST) {
                    throw new IllegalArgumentException("the store " + id.substring(0, Math.min(40, id.length()))
                            + " has a text of " + text.length() + " characters; expected at most " + LONGEST);
                }
            }
            if (country != null) {
                require(COUNTRY, country, "the country of the store " + id, "two capital letters such as DE");
            }
            if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException("the store " + id + " is at " + latitude + ", " + longitude
                        + "; expected a latitude of -90 to 90 and a longitude of -180 to 180 degrees");
            }
        }
    }

    /**
     * A field of the shop's own.
     *
     * @param scope {@code trait}, {@code property}, {@code line}, {@code context} or {@code figure}
     * @param type {@code number}, {@code money}, {@code text}, {@code flag}, {@code instant}, {@code date}, …
     * @param label for people
     * @param unit of a number, for people
     * @param values the only ones it has; empty where any is possible
     */
    public record Field(
            String scope,
            String name,
            String type,
            @Nullable String label,
            @Nullable String unit,
            List<String> values) {

        public Field {
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    public ShopSettings {
        Objects.requireNonNull(updatedAt, "updatedAt");
        zone = zone == null ? "UTC" : zone;
        rates = plain(rates);
        freeShipping = plain(freeShipping);
        stores = stores == null ? List.of() : List.copyOf(stores);
        values = values == null ? Json.object() : Json.copyOf(values);
        Map<String, List<String>> named = new TreeMap<>();
        sorted(lists).forEach((name, list) -> named.put(name, copy(name, list)));
        lists = Collections.unmodifiableMap(named);
        Map<String, Map<String, String>> overridden = new TreeMap<>();
        sorted(segments).forEach((segment, parameters) -> overridden.put(segment, sorted(parameters)));
        segments = Collections.unmodifiableMap(overridden);
        fields = fields == null ? List.of() : List.copyOf(fields);
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("at most " + MAX_FIELDS + " fields fit");
        }
        requireZone(zone);
        if (currency != null) {
            require(CURRENCY, currency, "a currency", "three capital letters such as EUR");
        }
        rates.forEach(ShopSettings::requireRate);
        freeShipping.forEach(ShopSettings::requireThreshold);
        if (stores.size() > MAX_STORES) {
            throw new IllegalArgumentException("at most " + MAX_STORES + " stores fit");
        }
    }

    private static void requireRate(String currency, BigDecimal rate) {
        require(CURRENCY, currency, "a rate's currency", "three capital letters such as EUR");
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("the rate of " + currency + " is " + rate + "; expected more than 0");
        }
    }

    private static void requireThreshold(String country, BigDecimal worth) {
        require(COUNTRY, country, "a country of free shipping", "two capital letters such as DE");
        if (worth.signum() < 0) {
            throw new IllegalArgumentException(
                    "free shipping to " + country + " begins at " + worth + "; expected 0 or more");
        }
    }

    private static void require(Pattern pattern, String value, String what, String expected) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " is " + value + "; expected " + expected);
        }
    }

    private static void requireZone(String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the time zone is " + zone + "; expected a name such as Europe/Berlin or UTC", e);
        }
    }

    private static List<String> copy(String name, List<String> list) {
        if (list.size() > MAX_LIST) {
            throw new IllegalArgumentException(
                    "the list " + name + " has " + list.size() + " elements, and " + MAX_LIST + " fit");
        }
        if (list.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("the list " + name + " has an element without a value");
        }
        return List.copyOf(list);
    }

    /** 1E+2 is 100: amounts are written as people write them. */
    private static Map<String, BigDecimal> plain(@Nullable Map<String, BigDecimal> amounts) {
        Map<String, BigDecimal> plain = new TreeMap<>();
        sorted(amounts).forEach((name, amount) -> plain.put(name, new BigDecimal(bounded(name, amount))));
        return Collections.unmodifiableMap(plain);
    }

    private static String bounded(String name, BigDecimal amount) {
        if (amount.precision() > MAX_DIGITS || Math.abs((long) amount.scale()) > MAX_DIGITS) {
            throw new IllegalArgumentException("the amount of " + name + " has more than " + MAX_DIGITS + " digits");
        }
        return amount.toPlainString();
    }

    private static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
        if (map == null) {
            return Map.of();
        }
        map.forEach((name, value) -> {
            if (value == null) {
                throw new IllegalArgumentException(name + " has no value");
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
