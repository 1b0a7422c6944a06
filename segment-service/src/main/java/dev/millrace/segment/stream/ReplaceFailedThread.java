package dev.millrace.segment.stream;

import dev.millrace.segment.codec.UnreadableState;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * A thread that failed is replaced and goes on from the last commit; what it had not committed is done again. State that this
 * release can't read stops the instance, with nothing written over: its partitions go to one that can.
 */
@Singleton
class ReplaceFailedThread implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = Logger.getLogger(ReplaceFailedThread.class);

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Metrics.counter("millrace_stream_threads_failed").increment();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableState) {
                Metrics.counter("millrace_state_unreadable").increment();
                LOG.errorf(
                        "event=state-unreadable reason=\"%s\" action=\"this instance stops: run the release that wrote the"
                                + " state, or restore the stores\"",
                        cause.getMessage());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("event=stream-thread-failed", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
