package dev.millrace.ingest;

import dev.millrace.contract.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The topics of the installation; the same for all its services. */
@ConfigMapping(prefix = "millrace.topics")
public interface TopicsConfig {

    @WithDefault(Topics.DEFAULT_PREFIX)
    String prefix();

    /** The number of partitions of every topic; chosen once. */
    @WithDefault("4")
    int partitions();
}
