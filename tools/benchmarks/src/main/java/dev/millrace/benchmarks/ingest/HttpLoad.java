package dev.millrace.benchmarks.ingest;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests from one thread over many keep-alive connections, until it is closed. Either each connection sends as soon as it
 * was answered, or requests are due at a steady rate; then they wait for a free connection and their latency counts from when
 * they were due.
 */
final class HttpLoad implements AutoCloseable {

    private static final long LAST_ANSWERS = TimeUnit.SECONDS.toNanos(30);

    /** Told of each request that ended, on the load's thread. */
    @FunctionalInterface
    interface Outcomes {

        /** @param status 0 when the connection broke */
        void ended(Connection connection, int status);
    }

    private final Template template;
    private final int port;
    private final int maxConnections;
    private final long pauseNanos;
    private final Outcomes outcomes;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Thread thread;
    private final long start = System.nanoTime();
    private int underWay;
    private long requests;
    private volatile long answered;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    private HttpLoad(Template template, int port, int maxConnections, long pauseNanos, Outcomes outcomes) {
        this.template = template;
        this.port = port;
        this.maxConnections = maxConnections;
        this.pauseNanos = pauseNanos;
        this.outcomes = outcomes;
        this.thread = new Thread(this::run, "load");
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    /** As much as the connections take. */
    static HttpLoad full(Template template, int port, int connections, Outcomes outcomes) {
        return new HttpLoad(template, port, connections, 0, outcomes);
    }

    static HttpLoad steady(Template template, int port, int connections, double eventsPerSecond, Outcomes outcomes) {
        long pause = Math.round(TimeUnit.SECONDS.toNanos(1) * template.events() / eventsPerSecond);
        return new HttpLoad(template, port, connections, pause, outcomes);
    }

    /** Events whose requests were answered. */
    long answeredEvents() {
        Throwable broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the load broke: " + broken.getMessage(), broken);
        }
        return answered * template.events();
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            while (!ended) {
                send(selector);
                turn(selector, waitMillis());
            }
            long until = System.nanoTime() + LAST_ANSWERS;
            while (underWay > 0 && System.nanoTime() < until) {
                turn(selector, 10);
            }
            selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void send(Selector selector) throws IOException {
        long now = System.nanoTime();
        while (underWay < maxConnections && due() <= now) {
            Connection free = idle.poll();
            if (free == null) {
                free = Connection.open(template, port, selector);
            }
            underWay++;
            long meantToBeSent = pauseNanos == 0 ? now : due();
            try {
                free.send(requests * template.events(), meantToBeSent);
            } catch (IOException e) {
                end(free, 0);
            }
            requests++;
        }
    }

    private long due() {
        return start + requests * pauseNanos;
    }

    private long waitMillis() {
        if (underWay == maxConnections) {
            return 10;
        }
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, due() - System.nanoTime()));
    }

    private void turn(Selector selector, long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.write();
                }
                int status = key.isReadable() ? connection.read() : 0;
                if (status != 0) {
                    end(connection, status);
                }
            } catch (IOException e) {
                broke(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    /** The service closes connections that nothing was sent on for long; then no request was lost. */
    private void broke(Connection connection) {
        if (idle.remove(connection)) {
            connection.close();
        } else {
            end(connection, 0);
        }
    }

    private void end(Connection connection, int status) {
        underWay--;
        outcomes.ended(connection, status);
        answered++;
        if (status == 0) {
            connection.close();
        } else {
            idle.push(connection);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
