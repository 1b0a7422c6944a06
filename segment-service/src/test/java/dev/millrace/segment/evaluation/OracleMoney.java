package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what happened again in the shop's currency: an amount that can't be told in it becomes null, which is no amount. */
final class OracleMoney {

    private static final List<String> AMOUNTS = FieldDictionary.standard().fields().stream()
            .filter(field -> field.scope() == Field.Scope.PROPERTY && field.type() == Type.MONEY)
            .map(Field::name)
            .toList();

    private final String own;
    private final Map<String, BigDecimal> worth;

    private OracleMoney(String own, Map<String, BigDecimal> worth) {
        this.own = own;
        this.worth = worth;
    }

    static List<CustomerEvent> inCurrencyOf(SmallShop shop, List<CustomerEvent> history) {
        return shop.currency()
                .map(own -> new OracleMoney(own, shop.worth()))
                .map(money -> history.stream().map(money::told).toList())
                .orElse(history);
    }

    private CustomerEvent told(CustomerEvent event) {
        if (!(event instanceof CustomerEvent.AtShop shop)) {
            return event;
        }
        ShopEvent told = shop.event();
        ObjectNode properties = told.properties().deepCopy();
        String currency = properties.path("currency").asText(own).toUpperCase(Locale.ROOT);
        properties.path("products").forEach(line -> tell((ObjectNode) line, currency));
        tell(properties, currency);
        return Happenings.shop(
                told.id(),
                told.kind(),
                told.name(),
                told.timestamp(),
                properties,
                told.traits(),
                told.context(),
                told.historical());
    }

    private void tell(ObjectNode node, String ofEvent) {
        String currency = node.path("currency").asText(ofEvent).toUpperCase(Locale.ROOT);
        if (currency.equals(own)) {
            return;
        }
        for (String amount : AMOUNTS) {
            JsonNode sent = node.path(amount);
            Told.value(sent).flatMap(Told::number).ifPresent(number -> {
                if (worth.containsKey(currency)) {
                    node.put(amount, rounded(number.multiply(worth.get(currency))));
                } else {
                    node.putNull(amount);
                }
            });
        }
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.scale() <= 4 ? amount : amount.setScale(4, RoundingMode.HALF_EVEN);
    }
}
