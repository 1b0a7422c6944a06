package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of the past, line by line. A refund is an order whose goods came back: amounts and quantities are positive, the
 * event's name says which way they went.
 */
final class PastOrder implements Item {

    private static final int MAX_EVENT_BYTES = 30 * 1024;

    private final long row;
    private final String messageId;
    private final Buyer buyer;
    private final String orderId;
    private final Instant at;
    private final @Nullable String currency;
    private final boolean cameBack;
    private final List<Line> lines = new ArrayList<>();
    private @Nullable BigDecimal total;

    record Line(@Nullable String product, @Nullable String name, BigDecimal quantity, @Nullable BigDecimal price) {}

    /** @param cameBack whether its id says so */
    PastOrder(
            long row,
            String messageId,
            Buyer buyer,
            String orderId,
            Instant at,
            @Nullable String currency,
            boolean cameBack) {
        this.cameBack = cameBack;
        this.row = row;
        this.currency = currency;
        this.messageId = messageId;
        this.buyer = buyer;
        this.orderId = orderId;
        this.at = at;
    }

    /** Who bought; one of the two is there. */
    record Buyer(@Nullable String userId, @Nullable String email) {

        String key() {
            return userId != null ? userId : "mail " + email;
        }
    }

    @Override
    public String customer() {
        return buyer.key();
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public int rows() {
        return Math.max(1, lines.size());
    }

    void add(Line line) {
        lines.add(line);
    }

    /** For files that say it; else it is the sum of the lines. */
    void total(BigDecimal given) {
        total = given;
    }

    /** By its id, or because its total says so or everything in it came back. */
    @Override
    public boolean isRefund() {
        return cameBack
                || (total != null && total.signum() < 0)
                || (!lines.isEmpty()
                        && lines.stream().allMatch(line -> line.quantity().signum() < 0));
    }

    /** The call of the tracking API; {@code shortened} is told when not all lines fit into an event. */
    @Override
    public ObjectNode json(Runnable shortened) {
        ObjectNode event = event(lines.size(), true);
        if (bytes(event) <= MAX_EVENT_BYTES) {
            return event;
        }
        shortened.run();
        event = event(lines.size(), false);
        for (int kept = lines.size(); bytes(event) > MAX_EVENT_BYTES; ) {
            kept = kept * 3 / 4;
            event = event(kept, false);
        }
        return event;
    }

    private ObjectNode event(int kept, boolean names) {
        ObjectNode event = Json.object()
                .put("type", "track")
                .put("messageId", messageId)
                .put("event", isRefund() ? "Order Refunded" : "Order Completed")
                .put("timestamp", at.toString());
        if (buyer.userId() != null) {
            event.put("userId", buyer.userId());
        }
        if (buyer.email() != null) {
            event.putObject("context").putObject("traits").put("email", buyer.email());
        }
        ObjectNode properties =
                event.putObject("properties").put("order_id", orderId).put("total", amount());
        if (currency != null) {
            properties.put("currency", currency);
        }
        if (!lines.isEmpty()) {
            ArrayNode products = properties.putArray("products");
            lines.subList(0, kept).forEach(line -> products.add(product(line, names)));
            if (kept < lines.size()) {
                properties.put("products_left_out", lines.size() - kept);
            }
        }
        return event;
    }

    private static ObjectNode product(Line line, boolean names) {
        ObjectNode product = Json.object();
        if (line.product() != null) {
            product.put("product_id", line.product());
        }
        if (names && line.name() != null) {
            product.put("name", line.name());
        }
        product.put("quantity", line.quantity().abs());
        if (line.price() != null) {
            product.put("price", line.price().toPlainString());
        }
        return product;
    }

    private String amount() {
        BigDecimal sum = total;
        if (sum == null) {
            sum = BigDecimal.ZERO;
            for (Line line : lines) {
                BigDecimal price = line.price() == null ? BigDecimal.ZERO : line.price();
                sum = sum.add(price.multiply(line.quantity()));
            }
        }
        return (isRefund() ? sum.abs() : sum).toPlainString();
    }

    private static int bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
