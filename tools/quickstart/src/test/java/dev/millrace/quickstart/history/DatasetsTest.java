package dev.millrace.quickstart.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real histories, compared with what the files say when read in the plainest way. */
class DatasetsTest {

    @TempDir
    Path notes;

    @Test
    void shouldImportEveryPurchaseOfCdnow() throws Exception {
        Path file = dataset("cdnow/CDNOW_sample.txt");
        List<String[]> rows = Files.readAllLines(file, UTF_8).stream()
                .map(line -> line.strip().split("\\s+"))
                .toList();
        try (FakeIngest ingest = new FakeIngest()) {
            Summary summary = run("cdnow", file, ingest);

            assertThat(summary.orders()).isEqualTo(6919).isEqualTo(rows.size());
            assertThat(summary.customers()).isEqualTo(2357);
            assertThat(summary.skippedRows()).isZero();
            assertThat(ingest.events().stream()
                            .map(event -> event.path("messageId").asText())
                            .collect(toSet()))
                    .hasSize(6919);
            assertThat(total(ingest.events(), "Order Completed"))
                    .isEqualByComparingTo(rows.stream()
                            .map(cells -> new BigDecimal(cells[4]))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010-12", "2011-01", "2011-02"})
    void shouldImportEveryInvoiceOfOnlineRetail(String month) throws Exception {
        Path file = dataset("online-retail/online_retail_" + month + ".csv.gz");
        List<String> lines;
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            lines = text.lines().skip(1).filter(line -> !line.isBlank()).toList();
        }
        // the description may hold commas; what follows it does not: quantity, date, price, customer, country
        List<String> ofCustomers =
                lines.stream().filter(line -> !fromEnd(line, 2).isEmpty()).toList();
        try (FakeIngest ingest = new FakeIngest()) {
            Summary summary = run("online-retail", file, ingest);

            assertThat(summary.rows()).isEqualTo(lines.size());
            assertThat(summary.skippedRows()).isEqualTo(lines.size() - ofCustomers.size());
            assertThat(summary.orders()).isEqualTo(invoices(ofCustomers, false));
            assertThat(summary.refunds()).isEqualTo(invoices(ofCustomers, true));
            assertThat(summary.customers())
                    .isEqualTo(ofCustomers.stream()
                            .map(line -> fromEnd(line, 2))
                            .distinct()
                            .count());
            assertThat(total(ingest.events(), "Order Completed")).isEqualByComparingTo(sum(ofCustomers, false));
            assertThat(total(ingest.events(), "Order Refunded"))
                    .isEqualByComparingTo(sum(ofCustomers, true).abs());
            assertThat(ingest.events())
                    .allSatisfy(event ->
                            assertThat(event.toString().getBytes(UTF_8).length).isLessThan(32 * 1024));
        }
    }

    private Summary run(String format, Path file, FakeIngest ingest) throws IOException, InterruptedException {
        HistoryClient client = new HistoryClient(ingest.address(), "key", time -> {});
        return new HistoryImport(HistoryFormat.named(format), client, new Silent())
                .run(file, notes.resolve(file.getFileName()));
    }

    private static BigDecimal total(List<JsonNode> events, String name) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(name))
                .map(event -> new BigDecimal(event.at("/properties/total").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long invoices(List<String> lines, boolean cancelled) {
        return lines.stream()
                .filter(line -> line.startsWith("C") == cancelled)
                .map(line -> line.substring(0, line.indexOf(',')))
                .distinct()
                .count();
    }

    private static BigDecimal sum(List<String> lines, boolean cancelled) {
        return lines.stream()
                .filter(line -> line.startsWith("C") == cancelled)
                .map(line -> new BigDecimal(fromEnd(line, 3)).multiply(new BigDecimal(fromEnd(line, 5))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The n-th cell from the end, the last being 1. */
    private static String fromEnd(String line, int place) {
        String[] cells = line.split(",", -1);
        return cells[cells.length - place];
    }

    private static Path dataset(String name) {
        Path folder = Optional.ofNullable(System.getenv("MILLRACE_DATASETS"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("millrace.root", "."), "..", "shared", "data"));
        Path file = folder.resolve(name);
        assumeThat(file)
                .as("needs %s; set MILLRACE_DATASETS to the folder of the data sets", file)
                .isReadable();
        return file;
    }
}
