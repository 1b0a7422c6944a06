package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.Trait;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the shop's settings tell the rules. */
public final class SettingsFacts implements ShopFacts {

    /** From which worth on shipping to the customer's country is free. */
    public static final String FREE_SHIPPING = "shop.free_shipping";

    private static final String SHOP = "shop.";
    private static final List<String> COUNTRY = List.of("address.country", "country");

    private final ShopSettings settings;
    private final ZoneId zone;
    private final ExchangeRates rates;
    private final List<Place> stores;
    private final Map<String, Set<String>> lists = new HashMap<>();

    public SettingsFacts(ShopSettings settings) {
        this.settings = settings;
        this.zone = ZoneId.of(settings.zone());
        this.rates = new ExchangeRates(settings.currency(), settings.rates());
        this.stores = settings.stores().stream()
                .map(store -> new Place(store.latitude(), store.longitude()))
                .toList();
        settings.lists().forEach((name, elements) -> lists.put(name, new HashSet<>(elements)));
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public ExchangeRates rates() {
        return rates;
    }

    @Override
    public @Nullable Set<String> list(String name) {
        return lists.get(name);
    }

    @Override
    public List<Place> stores() {
        return stores;
    }

    @Override
    public @Nullable NearestStore nearestStore(CustomerState customer) {
        return NearestStore.to(customer, settings.stores()).orElse(null);
    }

    @Override
    public Value figure(String name, @Nullable Value argument, CustomerState customer) {
        if (name.equals(FREE_SHIPPING)) {
            BigDecimal worth = settings.freeShipping().get(country(customer));
            return worth == null ? Value.UNKNOWN : new Value.Quantity(worth);
        }
        if (name.equals(CouponState.FIGURE) && argument instanceof Value.Text pool) {
            return CouponState.of(customer, pool.text());
        }
        return name.startsWith(SHOP) ? told(name.substring(SHOP.length())) : Value.UNKNOWN;
    }

    private Value told(String name) {
        return switch (name) {
            case "currency" -> settings.currency() == null ? Value.UNKNOWN : new Value.Text(settings.currency());
            case "zone" -> new Value.Text(settings.zone());
            default -> value(node(name));
        };
    }

    private JsonNode node(String name) {
        JsonNode node = settings.values();
        for (String step : name.split("\\.", -1)) {
            node = node.path(step);
        }
        return node;
    }

    private static Value value(JsonNode node) {
        if (node.isNumber()) {
            return new Value.Quantity(node.decimalValue());
        }
        if (node.isBoolean()) {
            return new Value.Flag(node.booleanValue());
        }
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(element -> texts.add(element.asText()));
            return new Value.Texts(texts);
        }
        return node.isTextual() ? textOrMoment(node.textValue()) : Value.UNKNOWN;
    }

    private static Value textOrMoment(String text) {
        try {
            return new Value.Moment(Instant.parse(text));
        } catch (DateTimeParseException noInstant) {
            return new Value.Text(text);
        }
    }

    private static String country(CustomerState customer) {
        for (String trait : COUNTRY) {
            if (customer.trait(trait) instanceof Trait.Value.Text text) {
                return text.text().strip().toUpperCase(Locale.ROOT);
            }
        }
        return "";
    }

    @Override
    public String fingerprint(String fact) {
        if (fact.equals("zone")) {
            return settings.zone();
        }
        if (fact.equals("stores")) {
            return stores.toString();
        }
        if (fact.equals("figure:" + FREE_SHIPPING)) {
            return settings.freeShipping().toString();
        }
        if (fact.startsWith("list:")) {
            Set<String> elements = lists.get(fact.substring("list:".length()));
            return elements == null ? "none" : new TreeSet<>(elements).toString();
        }
        return fact.startsWith("figure:" + SHOP)
                ? told(fact.substring(("figure:" + SHOP).length())).toString()
                : "";
    }
}
