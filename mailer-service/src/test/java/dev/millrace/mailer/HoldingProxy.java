package dev.millrace.mailer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands between a client and its server. While it holds, the server hears nothing more; what was held can be thrown away. */
final class HoldingProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;
    private final Object lock = new Object();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean holding;

    HoldingProxy(int target) throws IOException {
        this.target = target;
        this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    void hold() {
        synchronized (lock) {
            holding = true;
        }
    }

    /** Ends all connections, with what they hold, and lets new ones through. */
    void drop() {
        open.forEach(HoldingProxy::close);
        open.clear();
        synchronized (lock) {
            holding = false;
            lock.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        drop();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                start(() -> pump(client, server, true));
                start(() -> pump(server, client, false));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private void pump(Socket from, Socket to, boolean held) {
        byte[] bytes = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (held) {
                    awaitLetThrough();
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private void awaitLetThrough() {
        synchronized (lock) {
            while (holding) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "holding-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed already.
            return;
        }
    }
}
