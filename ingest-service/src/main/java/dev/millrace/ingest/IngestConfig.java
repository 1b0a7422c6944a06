package dev.millrace.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service behaves towards producers. */
@ConfigMapping(prefix = "millrace.ingest")
public interface IngestConfig {

    /** A request is answered within this time, stored or not. */
    @WithDefault("10s")
    Duration answerWithin();

    /** What a producer is told to wait before it tries again, in whole seconds. */
    @WithDefault("2s")
    Duration retryAfter();

    /** Bytes of events that may wait for Kafka; past them requests are answered 503 at once. */
    @WithDefault("32M")
    MemorySize maxWaiting();
}
