package dev.millrace.quickstart.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordImportTest {

    @TempDir
    Path folder;

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
    void shouldImportCustomersByTheirHeadings() throws Exception {
        Summary summary = run(
                RowKind.CUSTOMERS,
                "customers.csv",
                "Id,E-Mail,First Name,Country,Created At,Shoe Size\n12,anna@shop.example,Anna,DE,2026-03-01,38\n,,,DE,,\n");

        JsonNode call = ingest.events().get(0);
        assertThat(call.path("type").asText()).isEqualTo("identify");
        assertThat(call.path("userId").asText()).isEqualTo("12");
        assertThat(call.path("timestamp").asText()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(call.path("traits"))
                .isEqualTo(json(
                        "{\"email\":\"anna@shop.example\",\"firstName\":\"Anna\",\"address\":{\"country\":\"DE\"}}"));
        assertThat(summary.skipped()).containsOnlyKeys("names nobody, expected a customer, an email or a phone");
    }

    @Test
    void shouldImportPermissionsWithTheirProof() throws Exception {
        run(
                RowKind.CONSENTS,
                "consents.csv",
                "email,status,date,basis,wording\nanna@shop.example,SUBSCRIBED,2026-03-01,double opt-in,\"Yes, write me\"\n");

        JsonNode call = ingest.events().get(0);
        assertThat(call.path("event").asText()).isEqualTo("Consent Updated");
        assertThat(call.at("/context/traits/email").asText()).isEqualTo("anna@shop.example");
        assertThat(call.path("properties"))
                .isEqualTo(
                        json(
                                """
                {"channel": "email", "purpose": "marketing", "status": "subscribed", "basis": "double opt-in",
                 "wording": "Yes, write me"}"""));
    }

    @Test
    void shouldRefuseAPermissionWithoutItsTime() throws Exception {
        Summary summary = run(RowKind.CONSENTS, "consents.csv", "email,status,date\nanna@shop.example,subscribed,\n");

        assertThat(ingest.events()).isEmpty();
        assertThat(summary.skippedRows()).isEqualTo(1);
    }

    @Test
    void shouldImportJsonLines() throws Exception {
        run(
                RowKind.CUSTOMERS,
                "customers.jsonl",
                """
                {"id": 9007199254740993, "email": "anna@shop.example", "address": {"city": "Bath"}}
                {"email": "bob@shop.example", "id": "b"}
                not json
                """);

        assertThat(ingest.events())
                .extracting(event -> event.path("userId").asText())
                .containsExactly("9007199254740993", "b");
        assertThat(ingest.events().get(1).at("/traits/email").asText()).isEqualTo("bob@shop.example");
    }

    @Test
    void shouldImportJsonLinesWhateverTheFileIsCalled() throws Exception {
        run(HistoryFormat.named("jsonl").of(RowKind.CUSTOMERS), "export.txt", "{\"id\": \"a, b\"}\n{\"id\": \"c\"}\n");

        assertThat(ingest.events())
                .extracting(event -> event.path("userId").asText())
                .containsExactly("a, b", "c");
    }

    @Test
    void shouldSendProductsToTheCatalogue() throws Exception {
        run(RowKind.PRODUCTS, "products.csv", "sku,title,price,stock\nMUG,Mug,9.90,3\n,Nameless,1,1\n");

        assertThat(ingest.paths()).containsOnly("/v1/catalog");
        assertThat(ingest.events())
                .containsExactly(
                        json(
                                """
                {"id": "MUG", "name": "Mug", "price": "9.90", "in_stock": "3", "currency": "EUR"}"""));
    }

    @Test
    void shouldSayWhichColumnsAreMissing() {
        assertThatThrownBy(() -> run(RowKind.CONSENTS, "consents.csv", "email,newsletter\na@b,yes\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("status, at and one of customer, email or phone");
    }

    private Summary run(RowKind kind, String name, String rows) throws IOException, InterruptedException {
        HistoryFormat format = HistoryFormat.named("csv").of(kind);
        return run(kind == RowKind.PRODUCTS ? format.inCurrency("EUR") : format, name, rows);
    }

    private Summary run(HistoryFormat format, String name, String rows) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name), rows);
        return new HistoryImport(
                        format, new HistoryClient(ingest.address(), "key", (Duration unused) -> {}), new Silent())
                .run(file);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.mapper().readTree(text);
    }
}
