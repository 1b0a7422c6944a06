package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an item of each row: a customer, a permission or a product. */
final class RecordAssembler implements Assembler {

    private static final Map<Column, String> TRAITS = Map.of(
            Column.EMAIL, "email",
            Column.PHONE, "phone",
            Column.FIRST_NAME, "firstName",
            Column.LAST_NAME, "lastName",
            Column.BIRTHDAY, "birthday");
    private static final Map<Column, String> ADDRESS =
            Map.of(Column.CITY, "city", Column.COUNTRY, "country", Column.POSTAL_CODE, "postalCode");
    private static final Map<Column, String> CONSENT = Map.of(
            Column.BASIS, "basis",
            Column.WORDING, "wording",
            Column.SOURCE, "source");
    private static final Map<Column, String> PRODUCT = Map.of(
            Column.PRODUCT, "id",
            Column.NAME, "name",
            Column.CATEGORY, "category",
            Column.BRAND, "brand",
            Column.PRICE, "price",
            Column.URL, "url",
            Column.IMAGE_URL, "image_url",
            Column.IN_STOCK, "in_stock");

    private final HistoryFile file;
    private final HistoryFormat format;
    private final Output output;

    RecordAssembler(HistoryFile file, HistoryFormat format, Output output) {
        this.file = file;
        this.format = format;
        this.output = output;
    }

    /** @param json as it is sent */
    private record Made(long row, String customer, ObjectNode json) implements Item {

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public boolean isRefund() {
            return false;
        }

        @Override
        public ObjectNode json(Runnable shortened) {
            return json;
        }
    }

    @Override
    public void row(Row row) throws IOException, InterruptedException {
        if (format.kind() == RowKind.PRODUCTS) {
            product(row);
            return;
        }
        Optional<Instant> at = RowTime.parse(row.get(Column.AT), format.zone());
        boolean named = row.has(Column.CUSTOMER) || row.has(Column.EMAIL) || row.has(Column.PHONE);
        if (!named) {
            output.skip(row, "names nobody, expected a customer, an email or a phone");
        } else if (at.isEmpty() && (row.has(Column.AT) || format.kind() == RowKind.CONSENTS)) {
            output.skip(row, "the time can't be read, expected a date like 2026-03-01 or 20260301, or date and time");
        } else {
            ObjectNode call = format.kind() == RowKind.CUSTOMERS ? customer(row) : consent(row);
            at.ifPresent(instant -> call.put("timestamp", instant.toString()));
            output.item(new Made(row.number(), who(row), call));
        }
    }

    @Override
    public void finish() {}

    private void product(Row row) throws IOException, InterruptedException {
        if (!row.has(Column.PRODUCT) || !row.has(Column.NAME)) {
            output.skip(row, "without the product's id or its name");
            return;
        }
        ObjectNode product = copied(row, PRODUCT, Json.object());
        put(product, "currency", format.currency());
        output.item(new Made(row.number(), row.get(Column.PRODUCT), product));
    }

    private ObjectNode customer(Row row) {
        ObjectNode call = call(row, "identify");
        ObjectNode traits = copied(row, TRAITS, call.putObject("traits"));
        ObjectNode address = copied(row, ADDRESS, Json.object());
        if (!address.isEmpty()) {
            traits.set("address", address);
        }
        return call;
    }

    private ObjectNode consent(Row row) {
        ObjectNode call = call(row, "track").put("event", "Consent Updated");
        copied(
                row,
                Map.of(Column.EMAIL, "email", Column.PHONE, "phone"),
                call.putObject("context").putObject("traits"));
        ObjectNode properties = call.putObject("properties");
        properties.put("channel", row.has(Column.CHANNEL) ? row.get(Column.CHANNEL) : "email");
        properties.put("purpose", row.has(Column.PURPOSE) ? row.get(Column.PURPOSE) : "marketing");
        properties.put("status", row.get(Column.STATUS).toLowerCase(Locale.ROOT));
        copied(row, CONSENT, properties);
        return call;
    }

    private ObjectNode call(Row row, String type) {
        ObjectNode call = Json.object().put("type", type).put("messageId", file.idOf(row.number()));
        if (row.has(Column.CUSTOMER)) {
            call.put("userId", OrderAssembler.userId(row.get(Column.CUSTOMER), format));
        }
        return call;
    }

    private static String who(Row row) {
        return row.has(Column.CUSTOMER)
                ? row.get(Column.CUSTOMER)
                : row.has(Column.EMAIL) ? row.get(Column.EMAIL) : row.get(Column.PHONE);
    }

    private static ObjectNode copied(Row row, Map<Column, String> names, ObjectNode into) {
        names.forEach((column, name) -> put(into, name, row.cells().get(column)));
        return into;
    }

    private static void put(ObjectNode into, String name, @Nullable String text) {
        if (text != null) {
            into.put(name, text);
        }
    }
}
