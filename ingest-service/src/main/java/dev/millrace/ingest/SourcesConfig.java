package dev.millrace.ingest;

import dev.millrace.contract.IngestSource;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Who may send: {@code millrace.sources."NAME".key-sha256}, {@code .kind} and what else a source has. */
@ConfigMapping(prefix = "millrace.sources")
public interface SourcesConfig {

    @WithParentName
    Map<String, Entry> byName();

    /** One source. */
    interface Entry {

        /** {@code browser} or {@code server}. */
        IngestSource.Kind kind();

        /** SHA-256 of a key that never expires, in lower-case hex; several with commas between. */
        @WithName("key-sha256")
        Optional<List<String>> keySha256();

        /** Keys that expire: {@code keys[0].sha256}, {@code keys[0].expires}. */
        List<ExpiringKey> keys();

        /** From which pages a browser may send, with commas between; any when it is absent. */
        Optional<Set<String>> origins();

        /** What each instance takes of it; absent: what holds for its kind. */
        OptionalInt eventsPerSecond();

        /** The name of the secret that signs its webhooks. */
        Optional<String> webhookSecret();
    }

    /** A key until a day. */
    interface ExpiringKey {

        String sha256();

        Optional<Instant> expires();
    }
}
