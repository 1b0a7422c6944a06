package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Who may change sources and see what was refused. */
@ConfigMapping(prefix = "millrace.admin")
public interface AdminConfig {

    /** SHA-256 of the admin key, in hex; without it the admin API answers nobody. */
    @WithName("key-sha256")
    Optional<String> keySha256();

    /** The admin key itself, with which segment-service is asked for carts. */
    Optional<String> key();
}
