package dev.millrace.backing.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import dev.millrace.backing.Backing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A server of the MongoDB protocol that keeps its documents in one file and listens on the loopback address only. When the
 * process is killed, the last {@value #COMMIT_MILLISECONDS} milliseconds of writes may be lost; an orderly end loses nothing.
 */
public final class MongoProtocolServer implements Backing {

    static final int COMMIT_MILLISECONDS = 50;

    private static final int CACHE_MEGABYTES = 16;

    private @Nullable MongoServer server;

    @Override
    public void start(Place place) throws Exception {
        Path file = Files.createDirectories(place.folder()).resolve("documents.mv");
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(CACHE_MEGABYTES)
                .open();
        store.setAutoCommitDelay(COMMIT_MILLISECONDS);
        MongoServer started = new MongoServer(new H2Backend(store));
        server = started;
        started.bind("127.0.0.1", place.port());
    }

    @Override
    public void close() {
        MongoServer running = server;
        if (running != null) {
            running.shutdownNow();
        }
    }
}
