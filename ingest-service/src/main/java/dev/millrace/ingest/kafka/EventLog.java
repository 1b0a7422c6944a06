package dev.millrace.ingest.kafka;

import dev.millrace.ingest.tracking.Reading;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where events are stored. Nobody is told that an event was taken before this says so. */
public interface EventLog {

    /** Completes normally within bounded time, whatever happens; does not block its caller. */
    CompletionStage<Result> append(List<Reading.Accepted> events);

    /** How an attempt to store the events of one request ended. */
    enum Result {
        /** All are acknowledged. */
        STORED,
        /** Too much waits for acknowledgement already; nothing was tried. */
        OVERLOADED,
        /** These alone are more than may ever wait; nothing was tried, and trying again will not help. */
        TOO_BIG,
        /** Kafka did not acknowledge all in time. Some may be stored: who sends again must send the same ids. */
        NOT_ACKNOWLEDGED
    }
}
