package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the installation's topics are called and how many partitions they have. */
@ConfigMapping(prefix = "millrace.topics")
public interface TopicsConfig {

    @WithDefault("millrace.")
    String prefix();

    @WithDefault("4")
    int partitions();
}
