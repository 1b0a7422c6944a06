package dev.millrace.benchmarks.mail;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.millrace.backing.FreePorts;
import dev.millrace.benchmarks.lab.ChildJvm;
import dev.millrace.benchmarks.lab.Pause;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands for MongoDB where there is none: the server that comes along, in a process of its own, with its documents in memory instead of
 * in a file. It has unique indexes only, answers nothing else than their equality by them, and walks over the whole collection for the rest;
 * one operation on a collection waits for the other. So it is slower than a MongoDB with many documents, and it never writes to a disk.
 */
final class MemoryStore implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int HEAP_MEGABYTES = 10_240;
    private static final int ATTEMPTS = 300;
    private static final int BETWEEN_MILLIS = 100;

    private final ChildJvm jvm;
    private final int port;

    private MemoryStore(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    static MemoryStore start(Path log) {
        int port = FreePorts.find(1).get(0);
        ChildJvm jvm = ChildJvm.beside(
                log,
                HEAP_MEGABYTES,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryStore.class.getName(),
                        Integer.toString(port)));
        MemoryStore store = new MemoryStore(jvm, port);
        store.awaitReady();
        return store;
    }

    String connectionString() {
        return "mongodb://" + HOST + ":" + port;
    }

    @Override
    public void close() {
        jvm.close();
    }

    private void awaitReady() {
        for (int tried = 1; ; tried++) {
            jvm.requireAlive();
            try (Socket socket = new Socket(HOST, port)) {
                return;
            } catch (IOException e) {
                if (tried == ATTEMPTS) {
                    jvm.close();
                    throw new IllegalStateException("the store can't be reached: " + e.getMessage(), e);
                }
                Pause.millis(BETWEEN_MILLIS);
            }
        }
    }

    public static void main(String[] arguments) {
        new MongoServer(new MemoryBackend()).bind(HOST, Integer.parseInt(arguments[0]));
    }
}
