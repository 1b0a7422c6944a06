package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;

/** The installation's secret for naming people by address, the same as ingest-service's. No default. */
@ConfigMapping(prefix = "millrace.identity")
public interface IdentityConfig {

    String key();
}
