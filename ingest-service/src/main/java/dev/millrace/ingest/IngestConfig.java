package dev.millrace.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the service behaves towards producers. */
@ConfigMapping(prefix = "millrace.ingest")
public interface IngestConfig {

    /** A request is answered within this time, stored or not. */
    @WithDefault("10s")
    Duration answerWithin();

    /** What a producer is told to wait before it tries again, in whole seconds. */
    @WithDefault("2s")
    Duration retryAfter();

    /** Bytes of events that may wait for Kafka, an eighth of them with its producer; past them requests are answered 503 at once. */
    @WithDefault("32M")
    MemorySize maxWaiting();

    /** Bytes of requests that may be underway at a time, from their first byte to their answer; past them 503 at once. */
    @WithDefault("64M")
    MemorySize maxInFlight();

    /** A request's body must be here within this time. */
    @WithDefault("15s")
    Duration bodyWithin();

    /** Addresses or networks of the proxies before this service, whose {@code X-Forwarded-For} is believed. */
    Optional<List<String>> trustedProxies();

    /** How many refused events of each source are kept to be looked at, in an hour. */
    @WithDefault("1000")
    int refusalsKeptPerHour();
}
