package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far an import is, in a small file beside the imported one, so that an import that was broken off goes on where it was,
 * also after the service has forgotten which ids it saw. Written after each batch that was stored, whole or not at all.
 *
 * @param digest of the imported content
 * @param read how it is read: in another way its items would be others
 * @param stored how many items, from the first on, are stored or refused for good
 */
record ImportState(String digest, String read, long stored, boolean finished) {

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".import.json");
    }

    /**
     * Where an import of this content begins.
     *
     * @param notes beside which the state is kept
     * @throws IllegalStateException if it was begun in another way
     */
    static ImportState begin(Path notes, HistoryFile file, HistoryFormat format) throws IOException {
        String read = format.toString();
        Path path = beside(notes);
        if (!Files.exists(path)) {
            return new ImportState(file.digest(), read, 0, false);
        }
        ImportState known = Json.mapper().readValue(path.toFile(), ImportState.class);
        if (!known.digest.equals(file.digest())) {
            return new ImportState(file.digest(), read, 0, false);
        }
        if (!known.read.equals(read)) {
            throw new IllegalStateException("the import of " + file.path() + " was begun with other options ("
                    + known.read + "); use the same to go on, or --restart");
        }
        return known;
    }

    ImportState plus(int items) {
        return new ImportState(digest, read, stored + items, false);
    }

    ImportState done() {
        return new ImportState(digest, read, stored, true);
    }

    void save(Path file) throws IOException {
        Path path = beside(file);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        ObjectNode text = Json.mapper().valueToTree(this);
        Files.writeString(fresh, text.toString());
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
