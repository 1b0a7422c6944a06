package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Imports one file: reads it twice, first for its digest, then row by row, and sends orders in batches. Nothing is lost
 * silently: the {@link Summary} accounts for every row.
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
    private static final int BATCH_CHARACTERS = 200_000;

    private final HistoryFormat format;
    private final HistoryClient client;
    private final Progress progress;

    public HistoryImport(HistoryFormat format, URI ingest, String serverKey, Progress progress) {
        this(format, new HistoryClient(ingest, serverKey, HistoryImport::sleep), progress);
    }

    HistoryImport(HistoryFormat format, HistoryClient client, Progress progress) {
        this.format = format.checked();
        this.client = client;
        this.progress = progress;
    }

    /**
     * Imports the file.
     *
     * @throws IllegalStateException when the file is not as the format says, or ingest-service refuses or is not there
     */
    public Summary run(Path path) throws IOException, InterruptedException {
        HistoryFile file = HistoryFile.of(path);
        progress.begins(format.header() ? Math.max(0, file.lines() - 1) : file.lines());
        Run run = new Run();
        OrderAssembler assembler = new OrderAssembler(file, format, run);
        new RowReader(format).read(file, row -> {
            run.rows++;
            progress.reads(row.number());
            assembler.row(row);
        });
        assembler.finish();
        run.flush();
        return run.summary();
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** One import's batch and counts. */
    private final class Run implements OrderAssembler.Output {

        private final List<ObjectNode> batch = new ArrayList<>();
        private final List<PastOrder> ordersOfBatch = new ArrayList<>();
        private final Set<String> customers = new HashSet<>();
        private final TreeMap<String, Long> skipped = new TreeMap<>();
        private int characters;
        private long rows;
        private long orders;
        private long refunds;
        private long shortened;

        @Override
        public void skip(String reason) {
            skipped.merge(reason, 1L, Long::sum);
        }

        @Override
        public void order(PastOrder order) throws IOException, InterruptedException {
            ObjectNode event = order.event(format.currency(), () -> shortened++);
            int length = event.toString().length();
            if (characters + length > BATCH_CHARACTERS || batch.size() == BATCH_EVENTS) {
                flush();
            }
            batch.add(event);
            ordersOfBatch.add(order);
            characters += length;
        }

        void flush() throws IOException, InterruptedException {
            if (batch.isEmpty()) {
                return;
            }
            Set<Integer> refused = new HashSet<>();
            for (JsonNode refusal : client.send(batch).path("refused")) {
                int index = refusal.path("index").asInt();
                refused.add(index);
                skipped.merge(
                        "refused: " + refusal.path("reason").asText(),
                        (long) ordersOfBatch.get(index).rows(),
                        Long::sum);
            }
            for (int i = 0; i < ordersOfBatch.size(); i++) {
                if (!refused.contains(i)) {
                    stored(ordersOfBatch.get(i));
                }
            }
            batch.clear();
            ordersOfBatch.clear();
            characters = 0;
        }

        private void stored(PastOrder order) {
            customers.add(order.userId());
            if (order.isRefund()) {
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
