package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.io.TempDir;

/** The CDNOW sample comes in as history: all of it, mailing nobody, and a preview counts what the file says. */
@ExtendWith(PlatformExtension.class)
class HistoryIT {

    private static final String KNOWN = "cdnow-90001";
    private static final HistoryImport.Progress SILENT = new HistoryImport.Progress() {
        @Override
        public void begins(long rows) {}

        @Override
        public void reads(long row) {}
    };
    private static final LocalDate AS_AT = LocalDate.of(1998, 6, 30);

    @Test
    void shouldImportAllOfTheCdnowSampleAndCountWhatTheFileSays(Platform platform)
            throws IOException, InterruptedException {
        Path file = datasets().resolve("cdnow/CDNOW_sample.txt");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there; set MILLRACE_DATASETS");
        Map<String, List<LocalDate>> purchases = purchases(file);
        Shop shop = new Shop(platform);

        Summary summary = imported(platform, file);

        assertThat(summary.orders()).isEqualTo(6_919);
        assertThat(summary.customers()).isEqualTo(2_357);
        long keen = purchases.values().stream().filter(it -> it.size() >= 3).count();
        LocalDate quietSince = AS_AT.minusDays(180);
        long quiet = purchases.values().stream()
                .filter(dates -> dates.stream().allMatch(date -> date.isBefore(quietSince)))
                .count();
        awaitCount(shop, "count(order_completed) >= 1", 2_357);
        awaitCount(shop, "count(order_completed) >= 3", keen);
        awaitCount(shop, "age(last(order_completed)) > 180d", quiet);
        Log log = new Log(platform);
        assertThat(log.all(log.topics.marketingMessages()))
                .extracting(command -> command.customer().value())
                .filteredOn(customer -> customer.startsWith("user:cdnow-") && !customer.equals("user:" + KNOWN))
                .isEmpty();
    }

    @Test
    void shouldNotMailForTheSakeOfAnImport(Platform platform, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("one.txt"), " 90001 90001 19980101  1   10.00\n");
        Shop shop = new Shop(platform);
        shop.signsUp(KNOWN);
        awaitMails(shop, KNOWN);

        imported(platform, file);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        shop.customer(KNOWN).path("memberships").findValuesAsText("segment"))
                .contains("time-since-last-purchase"));
        shop.signsUp("after-import");
        awaitMails(shop, "after-import");

        assertThat(shop.mailsTo(KNOWN)).hasSize(1);
    }

    private static Summary imported(Platform platform, Path file) throws IOException, InterruptedException {
        return new HistoryImport(
                        HistoryFormat.named("cdnow"),
                        platform.addresses().ingest(),
                        platform.keys().serverKey(),
                        SILENT)
                .run(file);
    }

    private static void awaitCount(Shop shop, String expression, long expected) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shop.preview(expression, AS_AT.toString())
                                .path("count")
                                .asLong())
                        .isEqualTo(expected));
    }

    private static void awaitMails(Shop shop, String user) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !shop.mailsTo(user).isEmpty());
    }

    /** Customer to the days of their purchases, read straight from the file. */
    private static Map<String, List<LocalDate>> purchases(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .collect(Collectors.groupingBy(
                            row -> row[0],
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
