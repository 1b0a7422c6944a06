package dev.millrace.quickstart.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What each row of a file tells of. */
public enum RowKind {
    ORDERS(
            Column.CUSTOMER,
            Column.EMAIL,
            Column.AT,
            Column.ORDER,
            Column.TOTAL,
            Column.PRODUCT,
            Column.NAME,
            Column.QUANTITY,
            Column.PRICE),
    CUSTOMERS(
            Column.CUSTOMER,
            Column.EMAIL,
            Column.PHONE,
            Column.FIRST_NAME,
            Column.LAST_NAME,
            Column.BIRTHDAY,
            Column.CITY,
            Column.COUNTRY,
            Column.POSTAL_CODE,
            Column.AT),
    CONSENTS(
            Column.CUSTOMER,
            Column.EMAIL,
            Column.PHONE,
            Column.CHANNEL,
            Column.STATUS,
            Column.AT,
            Column.PURPOSE,
            Column.BASIS,
            Column.WORDING,
            Column.SOURCE),
    PRODUCTS(
            Column.PRODUCT,
            Column.NAME,
            Column.CATEGORY,
            Column.BRAND,
            Column.PRICE,
            Column.URL,
            Column.IMAGE_URL,
            Column.IN_STOCK);

    private final Set<Column> columns;

    RowKind(Column... columns) {
        this.columns = Set.of(columns);
    }

    public static RowKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there are no rows of \"" + name + "\", expected one of "
                        + Arrays.stream(values()).map(RowKind::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean has(Column column) {
        return columns.contains(column);
    }

    /** What a column named {@code id} is. */
    Column id() {
        return switch (this) {
            case ORDERS -> Column.ORDER;
            case CUSTOMERS, CONSENTS -> Column.CUSTOMER;
            case PRODUCTS -> Column.PRODUCT;
        };
    }

    /** @throws IllegalStateException if rows with these columns can't be understood */
    void check(Set<Column> found) {
        switch (this) {
            case ORDERS -> {
                boolean amounts =
                        found.contains(Column.TOTAL) || (found.contains(Column.ORDER) && found.contains(Column.PRICE));
                boolean buyer = found.contains(Column.CUSTOMER) || found.contains(Column.EMAIL);
                require(
                        buyer && found.contains(Column.AT) && amounts,
                        "customer or email, at and either total or order and price",
                        "customer=id,at=date,total=amount");
            }
            case CUSTOMERS ->
                require(names(found), "customer, email or phone", "customer=id,email=mail,first_name=given");
            case CONSENTS ->
                require(
                        names(found) && found.contains(Column.STATUS) && found.contains(Column.AT),
                        "status, at and one of customer, email or phone",
                        "email=mail,status=newsletter,at=changed");
            case PRODUCTS ->
                require(
                        found.contains(Column.PRODUCT) && found.contains(Column.NAME),
                        "product and name",
                        "product=sku,name=title,price=net");
        }
    }

    private static boolean names(Set<Column> found) {
        return found.contains(Column.CUSTOMER) || found.contains(Column.EMAIL) || found.contains(Column.PHONE);
    }

    private static void require(boolean enough, String expected, String example) {
        if (!enough) {
            throw new IllegalStateException("the file's columns are not known well enough, expected " + expected
                    + "; name them like --map " + example);
        }
    }
}
