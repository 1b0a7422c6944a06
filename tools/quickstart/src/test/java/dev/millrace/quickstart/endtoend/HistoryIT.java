package dev.millrace.quickstart.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contract.ShopEvent;
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
import java.util.ArrayList;
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
    private static final String KILLED = "sum(order_completed.total)";

    /** After all other orders that these tests look at, so that they don't meet. */
    private static final LocalDate AFTER_ALL = LocalDate.of(2020, 6, 30);

    private static final int MANY = 3_000;

    /** What was on its way when it was killed may be stored twice: under the same id, so it counts once. */
    private static final int BATCH = 500;

    private static final LocalDate AS_AT = LocalDate.of(1998, 6, 30);

    @Test
    void shouldImportAllOfTheCdnowSampleAndCountWhatTheFileSays(Platform platform, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = datasets().resolve("cdnow/CDNOW_sample.txt");
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there; set MILLRACE_DATASETS");
        Map<String, List<LocalDate>> purchases = purchases(file);
        Shop shop = new Shop(platform);

        Summary summary = imported(platform, file, folder);

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

        imported(platform, file, folder);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        shop.customer(KNOWN).path("memberships").findValuesAsText("segment"))
                .contains("time-since-last-purchase"));
        shop.signsUp("after-import");
        awaitMails(shop, "after-import");

        assertThat(shop.mailsTo(KNOWN)).hasSize(1);
    }

    @Test
    void shouldGoOnAfterItWasKilledWithoutADouble(Platform platform, @TempDir Path folder)
            throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder("customer,date,order,total\n");
        for (int i = 0; i < MANY; i++) {
            rows.append("killed-")
                    .append(i)
                    .append(",2020-01-01,killed-")
                    .append(i)
                    .append(",4711.13\n");
        }
        Path file = Files.writeString(folder.resolve("orders.csv"), rows);
        Process import1 =
                command(platform, file, folder, "--per-second", "1000").start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("orders.csv.import.json")));
        import1.destroyForcibly().waitFor();
        assertThat(storedOrders(platform)).isNotEmpty().hasSizeLessThan(MANY);

        Process import2 = command(platform, file, folder, "--per-second", "0").start();

        assertThat(import2.waitFor()).isZero();
        List<String> stored = storedOrders(platform);
        assertThat(stored).hasSizeBetween(MANY, MANY + BATCH);
        assertThat(stored.stream().distinct()).hasSize(MANY);
        Shop shop = new Shop(platform);
        awaitCount(shop, KILLED + " = 4711.13", AFTER_ALL, MANY);
        awaitCount(shop, KILLED + " = 9422.26", AFTER_ALL, 0);
    }

    private static ProcessBuilder command(Platform platform, Path file, Path folder, String... more)
            throws IOException {
        Path key = Files.writeString(folder.resolve("key"), platform.keys().serverKey());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.millrace.quickstart.Millrace",
                "import",
                file.toString(),
                "--url",
                platform.addresses().ingest().toString(),
                "--key-file",
                key.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
    }

    /** Message ids, in the order in which they are stored, as often as they are. */
    private static List<String> storedOrders(Platform platform) {
        Log log = new Log(platform);
        return log.all(log.topics.orderEvents()).stream()
                .filter(event -> event.customer().value().startsWith("user:killed-"))
                .map(ShopEvent::id)
                .toList();
    }

    private static Summary imported(Platform platform, Path file, Path folder)
            throws IOException, InterruptedException {
        return new HistoryImport(
                        HistoryFormat.named("cdnow"),
                        platform.addresses().ingest(),
                        platform.keys().serverKey(),
                        SILENT)
                .run(file, folder.resolve(file.getFileName()));
    }

    private static void awaitCount(Shop shop, String expression, long expected) {
        awaitCount(shop, expression, AS_AT, expected);
    }

    private static void awaitCount(Shop shop, String expression, LocalDate at, long expected) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shop.preview(expression, at.toString())
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
