package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where carts are asked for. */
@ConfigMapping(prefix = "millrace.segment-service")
public interface SegmentServiceConfig {

    Optional<URI> url();

    /** How long it may take to answer. */
    @WithDefault("3s")
    Duration answerWithin();
}
