package dev.millrace.ingest.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands records to the producer, but only so many at a time as keep it busy. The others wait in line: the producer keeps for
 * good whatever its buffers once took, so what an outage piles up must not pile up there.
 *
 * <p>What ends with the producer makes room for the head of the line. Who stood in it for longer than the patience is not sent
 * any more, for the producer may take its whole time for what it was given. Nothing in line is forgotten: while there is one,
 * there is a record with the producer that ends in bounded time. Safe for threads; in order.
 */
final class SendWindow {

    private final Producer<byte[], byte[]> producer;
    private final long most;
    private final long patience;
    private final LongSupplier nanoTime;
    private final Deque<Request> line = new ArrayDeque<>();
    private long handedOver;
    private boolean movingUp;

    /**
     * @param most bytes with the producer at a time; a request that is larger goes alone
     * @param patience how long a request may stand in line
     */
    SendWindow(Producer<byte[], byte[]> producer, long most, Duration patience, LongSupplier nanoTime) {
        this.producer = producer;
        this.most = most;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What is to be stored together. */
    private record Request(
            List<ProducerRecord<byte[], byte[]>> records,
            long bytes,
            long since,
            CompletableFuture<EventLog.Result> result) {}

    /** Whose turn it is: to be sent, or, when it is too late for that, to be told so. */
    private record Turn(Request of, boolean late) {}

    CompletionStage<EventLog.Result> send(List<ProducerRecord<byte[], byte[]>> records, long bytes) {
        Request request = new Request(records, bytes, nanoTime.getAsLong(), new CompletableFuture<>());
        if (goesAtOnce(request)) {
            handOver(request);
        }
        return request.result();
    }

    private synchronized boolean goesAtOnce(Request request) {
        if (!line.isEmpty() || !fits(request)) {
            line.add(request);
            return false;
        }
        handedOver += request.bytes();
        return true;
    }

    private boolean fits(Request request) {
        return handedOver == 0 || handedOver + request.bytes() <= most;
    }

    private void handOver(Request request) {
        Acknowledgements acknowledgements =
                new Acknowledgements(request.records().size());
        var unused = acknowledgements.result().thenAccept(outcome -> {
            release(request);
            request.result().complete(outcome);
            moveUp();
        });
        Callback ended = (metadata, failure) -> acknowledgements.add(failure == null);
        int sent = 0;
        try {
            for (; sent < request.records().size(); sent++) {
                var alsoUnused = producer.send(request.records().get(sent), ended);
            }
        } catch (RuntimeException e) {
            // whatever it is, who waits is answered; the callback of a record that was refused by throwing is not
            // called, nor are those of the records after it
            acknowledgements.fail(request.records().size() - sent);
        }
    }

    private synchronized void release(Request request) {
        handedOver -= request.bytes();
    }

    /** One at a time: what fails at once makes room within the loop, and not deeper and deeper within itself. */
    private void moveUp() {
        if (!begins()) {
            return;
        }
        for (Turn turn = next(); turn != null; turn = next()) {
            if (turn.late()) {
                turn.of().result().complete(EventLog.Result.NOT_ACKNOWLEDGED);
            } else {
                handOver(turn.of());
            }
        }
    }

    private synchronized boolean begins() {
        boolean begins = !movingUp && !line.isEmpty();
        movingUp |= begins;
        return begins;
    }

    /** The head of the line if its time has come, one way or the other; else this is the end of moving up. */
    private synchronized @Nullable Turn next() {
        Request head = line.peek();
        boolean late = head != null && nanoTime.getAsLong() - head.since() > patience;
        if (head == null || !late && !fits(head)) {
            movingUp = false;
            return null;
        }
        line.remove();
        handedOver += late ? 0 : head.bytes();
        return new Turn(head, late);
    }
}
