package dev.millrace.trigger;

import dev.millrace.trigger.PostgresTap.Answered;
import dev.millrace.trigger.PostgresTap.Boundary;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A line to PostgreSQL that a test can cut and mend: at once, or one connection once at a step of what is done over it. While
 * cut, connections are closed as soon as they are made.
 */
final class CuttableLine implements AutoCloseable {

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Boundary> armed = new AtomicReference<>();
    private volatile boolean cut;

    CuttableLine(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    void mend() {
        cut = false;
    }

    /** The next connection that comes to this boundary is cut there, once. */
    void cutOnceAt(Boundary boundary) {
        armed.set(boundary);
    }

    boolean isArmed() {
        return armed.get() != null;
    }

    private Void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket near = entrance.accept();
            if (cut) {
                near.close();
                continue;
            }
            Socket far = new Socket(host, port);
            open.add(near);
            open.add(far);
            PostgresTap tap = new PostgresTap();
            threads.submit(() -> ask(near, far, tap));
            threads.submit(() -> answer(far, near, tap));
        }
        return null;
    }

    private static Void ask(Socket near, Socket far, PostgresTap tap) throws IOException {
        byte[] bytes = new byte[8_192];
        try (near;
                far) {
            InputStream in = near.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                tap.fromClient(bytes, length);
                far.getOutputStream().write(bytes, 0, length);
            }
        }
        return null;
    }

    private Void answer(Socket far, Socket near, PostgresTap tap) throws IOException {
        byte[] bytes = new byte[8_192];
        AtomicReference<Boundary> reached = new AtomicReference<>();
        try (far;
                near) {
            InputStream in = far.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                tap.fromServer(bytes, length, (what, transaction, round) -> {
                    Boundary boundary = armed.get();
                    if (boundary != null
                            && boundary.at() == what
                            && boundary.statement().test(what == Answered.STATEMENT ? round : transaction)
                            && armed.compareAndSet(boundary, null)) {
                        reached.set(boundary);
                    }
                });
                Boundary boundary = reached.get();
                if (boundary != null && !boundary.clientHears()) {
                    return null;
                }
                near.getOutputStream().write(bytes, 0, length);
                if (boundary != null) {
                    return null;
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }
}
