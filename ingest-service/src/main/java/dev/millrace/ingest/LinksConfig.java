package dev.millrace.ingest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How links that were given out are known again. */
@ConfigMapping(prefix = "millrace.links")
public interface LinksConfig {

    /** The installation's secret for links, the same as mailer-service's; without it no link to a cart leads anywhere. */
    Optional<String> key();
}
