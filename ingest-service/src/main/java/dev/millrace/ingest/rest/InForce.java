package dev.millrace.ingest.rest;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until a change that was written to the log is in force here, for whoever made it looks at it next. */
final class InForce {

    private static final long WITHIN_SECONDS = 10;

    private InForce() {}

    static void await(CompletionStage<Void> stored) {
        try {
            stored.toCompletableFuture().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Refused(503, "not-stored", "Kafka did not take the change in time; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "not-stored", "the service is being stopped; try again");
        }
    }
}
