package dev.millrace.segment.stream;

import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** A thread that failed is replaced and goes on from the last commit; what it had not committed is done again. */
@Singleton
class ReplaceFailedThread implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = Logger.getLogger(ReplaceFailedThread.class);

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Metrics.counter("millrace_stream_threads_failed").increment();
        LOG.error("event=stream-thread-failed", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
