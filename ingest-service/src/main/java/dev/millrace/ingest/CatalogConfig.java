package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The shop's catalogue. */
@ConfigMapping(prefix = "millrace.catalog")
public interface CatalogConfig {

    /** Whether products that no feed names are learnt from events of the shop's servers. */
    @WithDefault("true")
    boolean learn();

    /** How often what was learnt is written. */
    @WithDefault("5s")
    Duration learnEvery();
}
