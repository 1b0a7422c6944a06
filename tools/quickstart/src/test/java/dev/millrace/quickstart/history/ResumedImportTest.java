package dev.millrace.quickstart.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedImportTest {

    private static final int ROWS = 1_200;

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
    void shouldGoOnWhereItBrokeOff() throws Exception {
        Path file = orders(ROWS);
        ingest.answerFirst(200, 400);
        assertThatThrownBy(() -> run(file)).isInstanceOf(IllegalStateException.class);
        int before = ingest.events().size();

        Summary summary = run(file);

        assertThat(before).isPositive().isLessThan(ROWS);
        assertThat(ids()).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(summary.orders()).isEqualTo(ROWS);
    }

    @Test
    void shouldSendNothingASecondTimeUnlessToldTo() throws Exception {
        Path file = orders(3);
        run(file);
        Summary again = run(file);
        assertThat(ingest.events()).hasSize(3);
        assertThat(again.orders()).isEqualTo(3);

        HistoryImport.restart(file);
        run(file);

        assertThat(ingest.events()).hasSize(6);
        assertThat(ids().subList(3, 6)).isEqualTo(ids().subList(0, 3));
    }

    @Test
    void shouldTakeAChangedFileForAnotherOne() throws Exception {
        Path file = orders(3);
        run(file);
        Files.writeString(file, Files.readString(file) + "c9,2026-03-01,9.00\n");

        run(file);

        assertThat(ingest.events()).hasSize(7);
    }

    @Test
    void shouldNotGoOnWithOtherOptions() throws Exception {
        Path file = orders(3);
        run(file);

        assertThatThrownBy(() -> run(file, HistoryFormat.named("csv").inCurrency("EUR")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--restart");
    }

    @Test
    void shouldKeepEachRejectOnceWithItsReason() throws Exception {
        Path file = Files.writeString(
                folder.resolve("orders.csv"),
                "customer,date,total\nanna,2026-03-01,ten\nbob,2026-03-01,10.00\ncarl,soon,10.00\n" + rows(ROWS));
        ingest.refuse(event -> event.path("userId").asText().equals("bob"));
        ingest.answerFirst(200, 400);
        assertThatThrownBy(() -> run(file)).isInstanceOf(IllegalStateException.class);

        Summary summary = run(file);

        List<String> rejects = Files.readAllLines(HistoryImport.rejects(file));
        assertThat(rejects).hasSize(3);
        assertThat(rejects).anySatisfy(line -> assertThat(line).contains("\"row\":1", "total can't be read", "anna"));
        assertThat(rejects).anySatisfy(line -> assertThat(line).contains("\"row\":2", "no good", "bob"));
        assertThat(rejects).anySatisfy(line -> assertThat(line).contains("\"row\":3", "time can't be read"));
        assertThat(summary.orders()).isEqualTo(ROWS);
        assertThat(summary.skippedRows()).isEqualTo(3);
    }

    @Test
    void shouldSurviveALineThatWasBeingWrittenWhenItWasKilled() throws Exception {
        Path file =
                Files.writeString(folder.resolve("orders.csv"), "customer,date,total\nanna,2026-03-01,ten\n" + rows(3));
        run(file);
        Files.writeString(
                HistoryImport.rejects(file), Files.readString(HistoryImport.rejects(file)) + "{\"row\":7,\"rea");

        Summary summary = run(file);

        assertThat(summary.skippedRows()).isEqualTo(1);
        assertThat(Files.readAllLines(HistoryImport.rejects(file))).hasSize(1);
    }

    @Test
    void shouldKeepThePaceItIsTold() throws Exception {
        new HistoryImport(
                        HistoryFormat.named("csv"),
                        new HistoryClient(ingest.address(), "key", pauses::add),
                        1,
                        pauses::add,
                        new Silent())
                .run(orders(ROWS));

        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(400), Duration.ofSeconds(500));
    }

    private Summary run(Path file) throws IOException, InterruptedException {
        return run(file, HistoryFormat.named("csv"));
    }

    private Summary run(Path file, HistoryFormat format) throws IOException, InterruptedException {
        return new HistoryImport(format, new HistoryClient(ingest.address(), "key", pauses::add), new Silent())
                .run(file);
    }

    private List<String> ids() {
        return ingest.events().stream()
                .map(event -> event.path("messageId").asText())
                .toList();
    }

    private Path orders(int rows) throws IOException {
        return Files.writeString(folder.resolve("orders.csv"), "customer,date,total\n" + rows(rows));
    }

    private static String rows(int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append("c").append(i).append(",2026-03-01,").append(i).append(".00\n");
        }
        return text.toString();
    }
}
