package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What was given back: by the payments that went out, or by the lines and adjustments while no payment is told. */
final class ShopifyRefund {

    private ShopifyRefund() {}

    static void into(ObjectNode properties, JsonNode refund) {
        properties.put("total", amount(refund).toPlainString());
        Fields.put(properties, "currency", currency(refund));
        Fields.copy(refund, properties, "reason", "note");
        Lines.into(properties, refund.path("refund_line_items"), ShopifyRefund::product);
    }

    private static ObjectNode product(JsonNode line) {
        ObjectNode product = Shopify.product(line.path("line_item"));
        Fields.copy(line, product, "quantity", "quantity");
        return product;
    }

    private static BigDecimal amount(JsonNode refund) {
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode transaction : refund.path("transactions")) {
            boolean counts = "refund".equals(Fields.text(transaction, "kind"))
                    && "success".equals(Fields.text(transaction, "status"));
            paid = counts ? paid.add(Fields.amount(Fields.text(transaction, "amount"))) : paid;
        }
        return paid.signum() > 0 ? paid : ofLines(refund);
    }

    private static BigDecimal ofLines(JsonNode refund) {
        BigDecimal lines = BigDecimal.ZERO;
        for (JsonNode line : refund.path("refund_line_items")) {
            lines = lines.add(shopMoney(line, "subtotal")).add(shopMoney(line, "total_tax"));
        }
        for (JsonNode adjustment : refund.path("order_adjustments")) {
            lines = lines.subtract(shopMoney(adjustment, "amount")).subtract(shopMoney(adjustment, "tax_amount"));
        }
        return lines.max(BigDecimal.ZERO);
    }

    private static BigDecimal shopMoney(JsonNode object, String field) {
        String inShopCurrency = Fields.text(object.path(field + "_set").path("shop_money"), "amount");
        return Fields.amount(inShopCurrency == null ? Fields.text(object, field) : inShopCurrency);
    }

    private static @Nullable String currency(JsonNode refund) {
        String ofTransaction = Fields.text(refund.path("transactions").path(0), "currency");
        return ofTransaction != null
                ? ofTransaction
                : Fields.text(
                        refund.path("refund_line_items")
                                .path(0)
                                .path("subtotal_set")
                                .path("shop_money"),
                        "currency_code");
    }
}
