package dev.millrace.ingest.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CatalogProduct;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final CatalogProduct MUG = new CatalogProduct(
            "MUG",
            "Mug, blue",
            "Kitchen",
            "Millers",
            new BigDecimal("9.90"),
            "EUR",
            "https://shop.example/mug",
            "https://shop.example/mug.png",
            true,
            T0);

    @Test
    void shouldReadAJsonArray() {
        assertThat(
                        read(
                                """
                [{"id": "MUG", "name": "Mug, blue", "category": "Kitchen", "brand": "Millers", "price": "9.90",
                  "currency": "eur", "url": "https://shop.example/mug", "image_url": "https://shop.example/mug.png",
                  "in_stock": true, "unknown": {"a": 1}}]"""))
                .containsExactly(new FeedRow.Product(MUG));
    }

    @Test
    void shouldReadJsonLinesAndWhatIsGone() {
        assertThat(read("{\"id\": 1, \"name\": \"One\"}\n{\"id\": \"2\", \"deleted\": true}\n"))
                .containsExactly(
                        new FeedRow.Product(
                                new CatalogProduct("1", "One", null, null, null, null, null, null, true, T0)),
                        new FeedRow.Removed("2"));
    }

    @Test
    void shouldReadCsvWithTheHeadingsOfOtherFeeds() {
        assertThat(
                        read(
                                """
                \uFEFFID,Title,Link,Image Link,Price,Availability,Brand,Product Type
                MUG,"Mug, blue",https://shop.example/mug,https://shop.example/mug.png,9.90 EUR,in stock,Millers,Kitchen
                """))
                .containsExactly(new FeedRow.Product(MUG));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void shouldReadTablesOfOtherProgramsThanThoseWithCommas(String separator) {
        String feed = "id,title,price,product type,link\nA,One,9.90 EUR,,https://shop.example/a\n";

        assertThat(read(feed.replace(",", separator)))
                .containsExactly(new FeedRow.Product(new CatalogProduct(
                        "A",
                        "One",
                        null,
                        null,
                        new BigDecimal("9.90"),
                        "EUR",
                        "https://shop.example/a",
                        null,
                        true,
                        T0)));
    }

    @Test
    void shouldRefuseRowByRowWithLineAndReason() {
        List<FeedRow> rows = read("id,name,price\nA,One,1.00\nB,,2.00\n,Three,3.00\nD,Four,cheap\nE,Five,5\n");

        assertThat(rows).hasSize(5);
        assertThat(rows.get(1))
                .isEqualTo(new FeedRow.Refused(1, 3, "name is missing, expected what people call the product"));
        assertThat(rows.get(2)).asString().contains("index=2, line=4", "id is missing");
        assertThat(rows.get(3)).asString().contains("index=3, line=5", "price is not an amount");
        assertThat(rows.get(4)).isInstanceOf(FeedRow.Product.class);
    }

    @ParameterizedTest
    @CsvSource({"7,true", "0,false", "-1,false", "out of stock,false", "preorder,true", "FALSE,false", "'',true"})
    void shouldReadWhetherItCanBeOrdered(String told, boolean inStock) {
        FeedRow row = read("id,name,stock\nA,One," + told + "\n").get(0);

        assertThat(((FeedRow.Product) row).product().inStock()).isEqualTo(inStock);
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "/mug", "https://", "ftp://shop.example/mug", "https://shop example/"})
    void shouldRefuseAddressesThatDontBelongIntoAMail(String url) {
        assertThat(read("id,name,url\nA,One," + url + "\n").get(0)).isInstanceOf(FeedRow.Refused.class);
    }

    @Test
    void shouldKeepWhatCameBeforeBrokenText() {
        List<FeedRow> rows = read("[{\"id\": \"A\", \"name\": \"One\"},\n{\"id\": \"B\", ");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isInstanceOf(FeedRow.Product.class);
        assertThat(rows.get(1)).asString().contains("no JSON");
        assertThat(read("")).isEmpty();
        assertThat(read("[1, null]")).allMatch(FeedRow.Refused.class::isInstance);
    }

    @Test
    void shouldEndWhereItIsTooMuch() {
        StringBuilder feed = new StringBuilder("id,name\n");
        for (int i = 0; i < Feed.MAX_ROWS + 5; i++) {
            feed.append(i).append(",Product\n");
        }

        List<FeedRow> rows = read(feed.toString());

        assertThat(rows).hasSize(Feed.MAX_ROWS + 1);
        assertThat(rows.get(Feed.MAX_ROWS)).asString().contains("too much");
    }

    private static List<FeedRow> read(String feed) {
        return Feed.read(feed.getBytes(UTF_8), T0);
    }
}
