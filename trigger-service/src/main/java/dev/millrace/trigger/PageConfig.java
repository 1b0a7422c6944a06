package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The index page. */
@ConfigMapping(prefix = "millrace.console")
public interface PageConfig {

    /** Whether the page is shown without a password. */
    @WithDefault("false")
    boolean open();

    /** How often a browser fetches the page again. */
    @WithDefault("5s")
    Duration refresh();
}
