package dev.millrace.ingest;

import dev.millrace.ingest.key.Source;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Who may send: {@code millrace.sources."NAME".key-sha256} and {@code .kind}. */
@ConfigMapping(prefix = "millrace.sources")
public interface SourcesConfig {

    @WithParentName
    Map<String, WriteKey> byName();

    /** One source's key. */
    interface WriteKey {

        /** SHA-256 of the key, in lower-case hex. */
        @WithName("key-sha256")
        String keySha256();

        /** {@code browser} or {@code server}. */
        Source.Kind kind();
    }
}
