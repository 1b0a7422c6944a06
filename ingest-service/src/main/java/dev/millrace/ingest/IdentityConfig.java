package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;

/** How customers are named. */
@ConfigMapping(prefix = "millrace.identity")
public interface IdentityConfig {

    /** The installation's secret, at least 16 characters; must never change. No default. */
    String key();
}
