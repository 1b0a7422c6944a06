package dev.millrace.trigger;

import io.smallrye.config.ConfigMapping;

/** The admin key: its hash guards this service, the key itself is presented to the other two. No defaults. */
@ConfigMapping(prefix = "millrace.admin")
public interface AdminConfig {

    String key();

    String keySha256();
}
