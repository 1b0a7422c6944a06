package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.quickstart.history.HistoryFormat;
import dev.millrace.quickstart.history.HistoryImport;
import dev.millrace.quickstart.history.Summary;
import dev.millrace.quickstart.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CDNOW sample comes in as history: all of it, mailing nobody, and a preview counts what the file says. */
@ExtendWith(PlatformExtension.class)
class HistoryIT {

    private static final String KNOWN = "cdnow-0001";
    private static final HistoryImport.Progress SILENT = new HistoryImport.Progress() {
        @Override
        public void begins(long rows) {}

        @Override
        public void reads(long row) {}
    };
    private static final LocalDate AS_AT = LocalDate.of(1998, 6, 30);

    @Test
    void shouldImportAllOfTheCdnowSampleAndMailNobody(Platform platform) throws IOException, InterruptedException {
        Path file = datasets().resolve("cdnow/CDNOW_sample.txt");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there; set MILLRACE_DATASETS");
        Map<String, List<LocalDate>> purchases = purchases(file);
        Shop shop = new Shop(platform);
        // one of the customers may be written to: the import alone must not make it happen
        shop.signsUp(KNOWN);
        awaitMails(shop, KNOWN);

        Summary summary = new HistoryImport(
                        HistoryFormat.named("cdnow"),
                        platform.addresses().ingest(),
                        platform.keys().serverKey(),
                        SILENT)
                .run(file);

        assertThat(summary.orders()).isEqualTo(6_919);
        assertThat(summary.customers()).isEqualTo(2_357);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(count(shop, "count(order_completed) >= 1")).isEqualTo(2_357));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(count(shop, "count(order_completed) >= 3"))
                        .isEqualTo(purchases.values().stream().filter(it -> it.size() >= 3).count()));
        LocalDate quietSince = AS_AT.minusDays(180);
        assertThat(count(shop, "age(last(order_completed)) > 180d"))
                .isEqualTo(purchases.values().stream()
                        .filter(dates -> dates.stream().allMatch(date -> date.isBefore(quietSince)))
                        .count());
        // whoever comes after the import is mailed, and nobody for the sake of the import
        shop.signsUp("after-import");
        awaitMails(shop, "after-import");
        assertThat(shop.customer(KNOWN).path("memberships").findValuesAsText("segment"))
                .contains("time-since-last-purchase");
        assertThat(shop.mailsTo(KNOWN)).hasSize(1);
        Log log = new Log(platform);
        assertThat(log.all(log.topics.marketingMessages()))
                .extracting(command -> command.customer().value())
                .filteredOn(customer -> customer.startsWith("user:cdnow-"))
                .containsExactly("user:" + KNOWN);
    }

    private static void awaitMails(Shop shop, String user) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !shop.mailsTo(user).isEmpty());
    }

    private static long count(Shop shop, String expression) {
        JsonNode preview = shop.preview(expression, AS_AT.toString());
        assertThat(preview.path("of").asLong()).isLessThanOrEqualTo(2_357);
        return preview.path("count").asLong();
    }

    /** Customer to the days of their purchases, read straight from the file. */
    private static Map<String, List<LocalDate>> purchases(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .collect(Collectors.groupingBy(
                            row -> row[1],
                            Collectors.mapping(
                                    row -> LocalDate.parse(row[2], DateTimeFormatter.BASIC_ISO_DATE),
                                    Collectors.toList())));
        }
    }

    private static Path datasets() {
        return Optional.ofNullable(System.getenv("MILLRACE_DATASETS"))
                .map(Path::of)
                .orElse(PlatformExtension.ROOT.resolve("../shared/data"));
    }
}
