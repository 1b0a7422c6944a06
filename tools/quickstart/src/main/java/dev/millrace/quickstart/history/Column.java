package dev.millrace.quickstart.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a column of a history file can mean, and under which headings, in lower case, it is found unless it is mapped. */
public enum Column {
    /** The customer's user id; a guest has an address only. */
    CUSTOMER("customer_id", "user_id", "userid", "customerid"),
    /** When. */
    AT("date", "time", "timestamp", "created_at", "updated_at"),
    EMAIL("e_mail", "mail", "email_address"),
    PHONE("telephone", "phone_number"),
    FIRST_NAME("firstname", "given_name"),
    LAST_NAME("lastname", "surname", "family_name"),
    BIRTHDAY("date_of_birth", "birth_date"),
    CITY("town"),
    COUNTRY("country_code"),
    POSTAL_CODE("postcode", "zip", "zip_code"),
    /** The order's id. Rows with the same id are lines of one order, unless each row has a total. */
    ORDER("order_id", "order_no", "invoice"),
    /** What the whole order cost; then every row is an order. */
    TOTAL("amount", "order_total"),
    /** A product's id, of a line or in the catalogue. */
    PRODUCT("product_id", "sku"),
    /** A product's name. */
    NAME("title", "product_name"),
    /** How many of it; negative when they came back. */
    QUANTITY("qty"),
    /** What one of it cost. */
    PRICE("unit_price"),
    /** What a permission is for: {@code email}, {@code sms} or {@code push}. */
    CHANNEL(),
    /** {@code subscribed}, {@code pending} or {@code unsubscribed}. */
    STATUS("state", "consent"),
    PURPOSE(),
    /** By what law or act it was given. */
    BASIS("opt_in", "opt_in_level"),
    /** The words that were agreed to. */
    WORDING("text"),
    SOURCE("form"),
    CATEGORY("product_type"),
    BRAND("vendor"),
    URL("link"),
    IMAGE_URL("image", "image_link", "picture"),
    IN_STOCK("stock", "availability", "inventory");

    private final List<String> headings;

    Column(String... headings) {
        this.headings = List.of(headings);
    }

    static Column named(String name) {
        return Arrays.stream(values())
                .filter(column -> column.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a column can't mean \"" + name + "\", expected one of "
                        + Arrays.stream(values()).map(Column::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual headings of such a column, its own first. */
    Stream<String> headings() {
        return Stream.concat(Stream.of(label()), headings.stream());
    }
}
