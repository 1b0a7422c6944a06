package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Imports one file: reads it twice, first for its digest, then row by row, and sends what the rows say in batches, one at a
 * time and no faster than it was told, so that live traffic is not held up. Nothing is lost silently: the {@link Summary}
 * accounts for every row, and {@link Rejects} keeps those that were not taken. What was stored before an import broke off is
 * not sent again ({@link ImportState}).
 */
public final class HistoryImport {

    /** Told how far the import is. */
    public interface Progress {

        /** Before the first row, with about how many there are. */
        void begins(long rows);

        /** After each row that was read. */
        void reads(long row);
    }

    private static final int BATCH_EVENTS = 500;
    private static final int BATCH_BYTES = 200_000;
    private static final long NANOS = 1_000_000_000L;

    private final HistoryFormat format;
    private final HistoryClient client;
    private final Progress progress;
    private final int perSecond;
    private final HistoryClient.Pause pause;

    /** @param perSecond at most so many items are sent in a second; 0 for as many as are taken */
    public HistoryImport(HistoryFormat format, URI ingest, String serverKey, int perSecond, Progress progress) {
        this(
                format,
                new HistoryClient(ingest, serverKey, HistoryImport::sleep),
                perSecond,
                HistoryImport::sleep,
                progress);
    }

    public HistoryImport(HistoryFormat format, URI ingest, String serverKey, Progress progress) {
        this(format, ingest, serverKey, 0, progress);
    }

    HistoryImport(HistoryFormat format, HistoryClient client, Progress progress) {
        this(format, client, 0, HistoryImport::sleep, progress);
    }

    HistoryImport(
            HistoryFormat format, HistoryClient client, int perSecond, HistoryClient.Pause pause, Progress progress) {
        this.format = format.checked();
        this.client = client;
        this.perSecond = perSecond;
        this.pause = pause;
        this.progress = progress;
    }

    /** Forgets how far an import of this file came. */
    public static void restart(Path notes) throws IOException {
        Files.deleteIfExists(ImportState.beside(notes));
        Files.deleteIfExists(Rejects.beside(notes));
    }

    /** Where the rows stand that were not taken, if there were any. */
    public static Path rejects(Path notes) {
        return Rejects.beside(notes);
    }

    /**
     * Imports the file.
     *
     * @throws IllegalStateException when the file is not as the format says, or ingest-service refuses or is not there
     */
    public Summary run(Path path) throws IOException, InterruptedException {
        return run(path, path);
    }

    /** The same with state and rejects kept beside {@code notes}, for a file whose folder is not to be written to. */
    public Summary run(Path path, Path notes) throws IOException, InterruptedException {
        HistoryFile file = HistoryFile.of(path);
        ImportState state = ImportState.begin(notes, file, format);
        progress.begins(format.header() ? Math.max(0, file.lines() - 1) : file.lines());
        try (Rejects rejects = Rejects.open(notes, state.stored())) {
            Run run = new Run(notes, state, rejects);
            Assembler assembler = format.kind() == RowKind.ORDERS
                    ? new OrderAssembler(file, format, run)
                    : new RecordAssembler(file, format, run);
            new RowReader(format).read(file, row -> {
                run.rows++;
                progress.reads(row.number());
                assembler.row(row);
            });
            assembler.finish();
            run.flush();
            run.finish();
            return run.summary();
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    }

    /** One import's batch and counts. */
    private final class Run implements Assembler.Output {

        private final Path notes;
        private final Rejects rejects;
        private final long storedBefore;
        private final List<ObjectNode> batch = new ArrayList<>();
        private final List<Item> itemsOfBatch = new ArrayList<>();
        private final Set<String> customers = new HashSet<>();
        private final TreeMap<String, Long> skipped = new TreeMap<>();
        private final long start = System.nanoTime();
        private ImportState state;
        private long items;
        private long sent;
        private int bytes;
        private long rows;
        private long orders;
        private long refunds;
        private long shortened;

        Run(Path notes, ImportState state, Rejects rejects) {
            this.notes = notes;
            this.state = state;
            this.storedBefore = state.stored();
            this.rejects = rejects;
        }

        @Override
        public void skip(Row row, String reason) throws IOException {
            skipped.merge(reason, 1L, Long::sum);
            rejects.skip(row, reason);
        }

        @Override
        public void item(Item item) throws IOException, InterruptedException {
            long index = items++;
            if (index < storedBefore) {
                count(item, rejects.refusalOf(index));
                return;
            }
            ObjectNode json = item.json(() -> shortened++);
            int length = json.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > BATCH_BYTES || batch.size() == BATCH_EVENTS) {
                flush();
            }
            batch.add(json);
            itemsOfBatch.add(item);
            bytes += length;
        }

        void flush() throws IOException, InterruptedException {
            if (batch.isEmpty()) {
                return;
            }
            keepPace();
            Map<Integer, String> refused = new HashMap<>();
            for (JsonNode refusal : client.send(format.kind(), batch).path("refused")) {
                refused.put(
                        refusal.path("index").asInt(), refusal.path("reason").asText());
            }
            for (int i = 0; i < itemsOfBatch.size(); i++) {
                Item item = itemsOfBatch.get(i);
                String reason = refused.get(i);
                count(item, reason);
                if (reason != null) {
                    rejects.refuse(state.stored() + i, item, reason);
                }
            }
            rejects.flush();
            state = state.plus(batch.size());
            state.save(notes);
            sent += batch.size();
            batch.clear();
            itemsOfBatch.clear();
            bytes = 0;
        }

        private void keepPace() throws InterruptedException {
            long ahead = perSecond == 0 ? 0 : sent * NANOS / perSecond - (System.nanoTime() - start);
            if (ahead > 0) {
                pause.of(Duration.ofNanos(ahead));
            }
        }

        void finish() throws IOException {
            state = state.done();
            state.save(notes);
        }

        private void count(Item item, @Nullable String refusal) {
            if (refusal != null) {
                skipped.merge("refused: " + refusal, (long) item.rows(), Long::sum);
                return;
            }
            customers.add(item.customer());
            if (item.isRefund()) {
                refunds++;
            } else {
                orders++;
            }
        }

        Summary summary() {
            return new Summary(rows, orders, refunds, customers.size(), skipped, shortened);
        }
    }
}
