package dev.millrace.ingest.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the answers for the records of one request; the request is stored when all came and none was a failure. */
final class Acknowledgements {

    private final CompletableFuture<EventLog.Result> result = new CompletableFuture<>();
    private final AtomicInteger missing;
    private final AtomicBoolean failed = new AtomicBoolean();

    Acknowledgements(int records) {
        this.missing = new AtomicInteger(records);
    }

    CompletableFuture<EventLog.Result> result() {
        return result;
    }

    void add(boolean stored) {
        if (!stored) {
            failed.set(true);
        }
        count(1);
    }

    void fail(int records) {
        failed.set(true);
        count(records);
    }

    private void count(int records) {
        if (missing.addAndGet(-records) == 0) {
            result.complete(failed.get() ? EventLog.Result.NOT_ACKNOWLEDGED : EventLog.Result.STORED);
        }
    }
}
