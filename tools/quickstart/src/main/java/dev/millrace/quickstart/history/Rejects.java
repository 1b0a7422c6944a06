package dev.millrace.quickstart.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were not taken and why, one JSON object on a line, in a file beside the imported one. An import that goes on
 * finds there what was refused before.
 */
final class Rejects implements AutoCloseable {

    private final Path path;
    private final Set<Long> skipped = new HashSet<>();
    private final Map<Long, String> refused = new HashMap<>();
    private @Nullable BufferedWriter out;

    private Rejects(Path path) {
        this.path = path;
    }

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".rejects.jsonl");
    }

    /** @param stored items from this one on were not answered before, whatever stands in the file */
    static Rejects open(Path file, long stored) throws IOException {
        Rejects rejects = new Rejects(beside(file));
        if (Files.exists(rejects.path)) {
            List<String> kept = new ArrayList<>();
            for (String line : Files.readAllLines(rejects.path)) {
                if (stored > 0 && rejects.remember(line, stored)) {
                    kept.add(line);
                }
            }
            Files.write(rejects.path, kept);
            if (kept.isEmpty()) {
                Files.delete(rejects.path);
            }
        }
        return rejects;
    }

    private boolean remember(String line, long stored) {
        try {
            JsonNode reject = Json.mapper().readTree(line);
            if (!reject.has("item")) {
                return reject.path("row").asLong() > 0
                        && skipped.add(reject.path("row").asLong());
            }
            long item = reject.path("item").asLong();
            return item < stored && refused.put(item, reject.path("reason").asText()) == null;
        } catch (JsonProcessingException e) {
            // the line was being written when the import was killed
            return false;
        }
    }

    /** Why an item that was sent before was not taken; null if it was. */
    @Nullable
    String refusalOf(long item) {
        return refused.get(item);
    }

    void skip(Row row, String reason) throws IOException {
        if (skipped.add(row.number())) {
            ObjectNode reject = Json.object().put("row", row.number()).put("reason", reason);
            ObjectNode cells = reject.putObject("cells");
            row.cells().forEach((column, cell) -> cells.put(column.label(), cell));
            write(reject);
        }
    }

    void refuse(long item, Item refusedItem, String reason) throws IOException {
        write(Json.object()
                .put("row", refusedItem.row())
                .put("item", item)
                .put("reason", reason)
                .set("sent", refusedItem.json(() -> {})));
    }

    private void write(ObjectNode reject) throws IOException {
        if (out == null) {
            out = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        out.write(reject.toString());
        out.write('\n');
    }

    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
