package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fast a source may send that says nothing of it; each instance counts for itself. */
@ConfigMapping(prefix = "millrace.limits")
public interface LimitsConfig {

    /** All visitors of a shop send with its browser key. */
    @WithDefault("2000")
    int browserEventsPerSecond();

    /** Of those, how much may come from one address; 0: all of it. A proxy before this service must be named as one. */
    @WithDefault("100")
    int addressEventsPerSecond();

    @WithDefault("20000")
    int serverEventsPerSecond();
}
