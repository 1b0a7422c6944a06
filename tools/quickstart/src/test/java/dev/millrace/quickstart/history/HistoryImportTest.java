package dev.millrace.quickstart.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryImportTest {

    private static final String RETAIL_HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private FakeIngest ingest;

    @BeforeEach
    void open() throws IOException {
        ingest = new FakeIngest();
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void shouldMakeEveryRowOfCdnowAnOrder() throws Exception {
        Summary summary = run("cdnow", " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  1    0.00\n");

        assertThat(summary).isEqualTo(new Summary(2, 2, 0, 1, Map.of(), 0));
        assertThat(ingest.paths()).containsOnly("/v1/history");
        JsonNode first = ingest.events().get(0);
        assertThat(first.path("type").asText()).isEqualTo("track");
        assertThat(first.path("event").asText()).isEqualTo("Order Completed");
        assertThat(first.path("userId").asText()).isEqualTo("cdnow-00004");
        assertThat(first.path("timestamp").asText()).isEqualTo("1997-01-01T00:00:00Z");
        assertThat(first.path("properties"))
                .hasToString("{\"order_id\":\"43c44a6b-1\",\"total\":\"29.33\",\"currency\":\"USD\","
                        + "\"products\":[{\"quantity\":2}]}");
        assertThat(ingest.events().get(1).at("/properties/total").asText()).isEqualTo("0.00");
    }

    @Test
    void shouldKeepRowsThatAreAlikeToTheByteApart() throws Exception {
        Summary summary = run("cdnow", " 00004 0001 19970101  2   29.33\n".repeat(2));

        assertThat(summary.orders()).isEqualTo(2);
        assertThat(ingest.events())
                .extracting(event -> event.path("messageId").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheSameRowsTheSameIdsInEveryImport() throws Exception {
        String rows = " 00004 0001 19970101  2   29.33\n 00005 0002 19970101  2   29.33\n";
        run("cdnow", rows);
        Path zipped = Files.write(folder.resolve("other-name.gz"), gzip(rows));
        run("cdnow", zipped);

        List<String> ids = ingest.events().stream()
                .map(event -> event.path("messageId").asText())
                .toList();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2));
        assertThat(ids).allSatisfy(id -> assertThat(id).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void shouldMakeOneOrderOfTheLinesOfAnInvoiceWhereverTheyStand() throws Exception {
        Summary summary = run(
                "online-retail",
                RETAIL_HEADER
                        + "536365,85123A,\"HEART, WHITE\",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
                        + "536366,22633,Voucher £40.00,1,2010-12-01 08:28:00,40.0,17850.0,United Kingdom\n"
                        + "536365,71053,LANTERN,2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n");

        assertThat(summary).isEqualTo(new Summary(3, 2, 0, 1, Map.of(), 0));
        assertThat(ingest.events().get(0).path("properties"))
                .hasToString("{\"order_id\":\"536365\",\"total\":\"22.08\",\"currency\":\"GBP\",\"products\":["
                        + "{\"product_id\":\"85123A\",\"name\":\"HEART, WHITE\",\"quantity\":6,\"price\":\"2.55\"},"
                        + "{\"product_id\":\"71053\",\"name\":\"LANTERN\",\"quantity\":2,\"price\":\"3.39\"}]}");
        assertThat(ingest.events().get(0).path("userId").asText()).isEqualTo("retail-17850");
        assertThat(ingest.events().get(1).at("/properties/products/0/name").asText())
                .isEqualTo("Voucher £40.00");
    }

    @Test
    void shouldMakeACancellationARefund() throws Exception {
        Summary summary = run(
                "online-retail",
                RETAIL_HEADER + "C536379,D,Discount,-2,2010-12-01 09:41:00,27.5,14527.0,United Kingdom\n");

        assertThat(summary).isEqualTo(new Summary(1, 0, 1, 1, Map.of(), 0));
        JsonNode refund = ingest.events().get(0);
        assertThat(refund.path("event").asText()).isEqualTo("Order Refunded");
        assertThat(refund.path("properties"))
                .hasToString("{\"order_id\":\"C536379\",\"total\":\"55.0\",\"currency\":\"GBP\",\"products\":["
                        + "{\"product_id\":\"D\",\"name\":\"Discount\",\"quantity\":2,\"price\":\"27.5\"}]}");
    }

    @Test
    void shouldKnowGuestsByTheirAddress() throws Exception {
        Summary summary = run(
                "csv",
                "Customer ID,Email,Date,Order ID,Price,Quantity\n,ben@shop.example,2020-01-01,7,10,1\n"
                        + ",ben@shop.example,2020-01-01,7,5,2\nanna,anna@shop.example,2020-01-02,8,4,1\n");

        assertThat(summary).isEqualTo(new Summary(3, 2, 0, 2, Map.of(), 0));
        JsonNode guest = ingest.events().get(0);
        assertThat(guest.has("userId")).isFalse();
        assertThat(guest.at("/context/traits/email").asText()).isEqualTo("ben@shop.example");
        assertThat(guest.at("/properties/total").asText()).isEqualTo("20");
        assertThat(ingest.events().get(1).path("userId").asText()).isEqualTo("anna");
    }

    @Test
    void shouldNotTakeTheLetterOfAnotherShopsNumbersForARefund() throws Exception {
        Summary summary =
                run("csv", "customer_id,date,order_id,total\nanna,2020-01-01,C1001,10\nanna,2020-01-02,C1002,-4\n");

        assertThat(summary).isEqualTo(new Summary(2, 1, 1, 1, Map.of(), 0));
        assertThat(ingest.events())
                .extracting(event -> event.path("event").asText() + " "
                        + event.at("/properties/total").asText())
                .containsExactly("Order Completed 10", "Order Refunded 4");
    }

    @Test
    void shouldKeepBatchesWithinTheirBytesInAnyScript() throws Exception {
        StringBuilder rows = new StringBuilder("customer_id,date,order_id,total,product,name\n");
        for (int i = 0; i < 500; i++) {
            rows.append("c%d,2020-01-01,%d,10,p,%s%n".formatted(i, i, "粉".repeat(200)));
        }

        run("csv", rows.toString());

        assertThat(ingest.events()).hasSize(500);
        assertThat(ingest.largestBody()).isLessThan(300_000);
    }

    @Test
    void shouldSayHowManyRowsWereSkippedAndWhy() throws Exception {
        Summary summary = run(
                "online-retail",
                RETAIL_HEADER
                        + "1,a,A,1,2010-12-01 08:26:00,1.0,,France\n"
                        + "2,a,A,1,2010-12-01 08:26:00,1.0,,France\n"
                        + "3,a,A,1,whenever,1.0,17850.0,France\n"
                        + "4,a,A,one,2010-12-01 08:26:00,1.0,17850.0,France\n"
                        + ",a,A,1,2010-12-01 08:26:00,1.0,17850.0,France\n"
                        + "6,a,A,1,2010-12-01 08:26:00,1.0,17850.0,France\n");

        assertThat(summary.rows()).isEqualTo(6);
        assertThat(summary.orders()).isEqualTo(1);
        assertThat(summary.skippedRows()).isEqualTo(5);
        assertThat(summary.skipped()).containsEntry("bought as a guest, without a customer id or an address", 2L);
        assertThat(summary.text())
                .contains("6 rows: 1 orders", "5 rows were skipped", "2: bought as a guest", "1: without an order id");
    }

    @Test
    void shouldCountTheRowsThatWereRefused() throws Exception {
        ingest.refuse(event -> event.path("userId").asText().equals("cdnow-2"));

        Summary summary = run("cdnow", "1 1 19970101 1 1.0\n2 1 19970101 1 1.0\n3 1 19970101 1 1.0\n");

        assertThat(summary).isEqualTo(new Summary(3, 2, 0, 2, Map.of("refused: no good", 1L), 0));
    }

    @Test
    void shouldSendABatchAgainThatWasNotStored() throws Exception {
        ingest.answerFirst(503, 429);

        Summary summary = run("cdnow", "1 1 19970101 1 1.0\n");

        assertThat(summary.orders()).isEqualTo(1);
        assertThat(ingest.paths()).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void shouldStopAtARefusalThatIsNotTemporary() {
        ingest.answerFirst(401);

        assertThatThrownBy(() -> run("cdnow", "1 1 19970101 1 1.0\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("401");
    }

    @Test
    void shouldSendManySmallBatches() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            rows.append(i).append(" 1 19970101 1 1.0\n");
        }

        assertThat(run("cdnow", rows.toString()).orders()).isEqualTo(3000);
        assertThat(ingest.paths()).hasSizeBetween(6, 10);
        assertThat(ingest.largestBody()).isLessThan(500 * 1024);
    }

    @Test
    void shouldKeepTheTotalOfAnOrderWithTooManyLines() throws Exception {
        StringBuilder rows = new StringBuilder(RETAIL_HEADER);
        for (int i = 0; i < 1000; i++) {
            rows.append(
                    "1,p-%d,A PRODUCT WITH QUITE A LONG NAME,1,2010-12-01 08:26:00,1.5,17850.0,France\n".formatted(i));
        }

        Summary summary = run("online-retail", rows.toString());

        assertThat(summary.orders()).isEqualTo(1);
        assertThat(summary.shortened()).isEqualTo(1);
        JsonNode order = ingest.events().get(0);
        assertThat(order.toString().length()).isLessThan(32 * 1024);
        assertThat(order.at("/properties/total").asText()).isEqualTo("1500.0");
        assertThat(order.at("/properties/products").size()
                        + order.at("/properties/products_left_out").asInt())
                .isEqualTo(1000);
    }

    @Test
    void shouldReadAFileByTheColumnsItIsTold() throws Exception {
        Path file = write("\uFEFFkunde;datum;summe\nŽofia;2026-03-01T10:00:00+01:00;12.50\n");
        HistoryFormat format = HistoryFormat.named("csv")
                .withSeparator(';')
                .withColumns("customer=kunde,at=datum,total=summe")
                .inCurrency("EUR");

        run(format, file);

        assertThat(ingest.events().get(0).path("userId").asText()).isEqualTo("Žofia");
        assertThat(ingest.events().get(0).path("timestamp").asText()).isEqualTo("2026-03-01T09:00:00Z");
    }

    @Test
    void shouldSayWhichColumnIsMissing() {
        assertThatThrownBy(() -> run(
                        HistoryFormat.named("csv").withColumns("customer=who,at=when,total=sum"),
                        write("who,when\na,b\n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"sum\" for total")
                .hasMessageContaining("who, when");
        assertThatThrownBy(() -> run("csv", "a,b\n")).hasMessageContaining("--map customer=id");
        assertThatThrownBy(() -> HistoryFormat.named("csv").withColumns("buyer=x"))
                .hasMessageContaining("customer, at");
        assertThatThrownBy(() -> HistoryFormat.named("xls")).hasMessageContaining("online-retail");
    }

    @Test
    void shouldNotGuessAtTextThatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin1.csv"), (RETAIL_HEADER + "1,a,£,1").getBytes(ISO_8859_1));

        assertThatThrownBy(() -> run("online-retail", file)).hasMessageContaining("is not UTF-8");
    }

    private Summary run(String format, String content) throws IOException, InterruptedException {
        return run(format, write(content));
    }

    private Summary run(String format, Path file) throws IOException, InterruptedException {
        return run(HistoryFormat.named(format), file);
    }

    private Summary run(HistoryFormat format, Path file) throws IOException, InterruptedException {
        return new HistoryImport(format, new HistoryClient(ingest.address(), "key", pauses::add), new Silent())
                .run(file);
    }

    private Path write(String content) throws IOException {
        return Files.write(folder.resolve("history.txt"), content.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
