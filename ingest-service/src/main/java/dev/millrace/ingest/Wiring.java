package dev.millrace.ingest;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.key.Source;
import dev.millrace.ingest.key.WriteKeys;
import dev.millrace.ingest.tracking.BodyReader;
import dev.millrace.ingest.tracking.EventReader;
import dev.millrace.ingest.tracking.Limits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Puts the pure core together from configuration; what is wrong there stops the start. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    WriteKeys writeKeys(SourcesConfig config) {
        Map<ApiKeyHash, Source> sources = new HashMap<>();
        config.byName().forEach((name, key) -> {
            Source source = new Source(name, key.kind());
            if (sources.put(hash(name, key.keySha256()), source) != null) {
                throw new IllegalArgumentException(
                        "the source " + name + " has the key of another source, expected one key for each source");
            }
        });
        return new WriteKeys(sources);
    }

    @Produces
    @Singleton
    BodyReader bodies() {
        return new BodyReader(Limits.SEGMENT);
    }

    @Produces
    @Singleton
    EventReader events(IdentityConfig identity) {
        return new EventReader(new IdentityKey(identity.key()), Limits.SEGMENT, () -> UUID.randomUUID()
                .toString());
    }

    @Produces
    @Singleton
    Topics topics(TopicsConfig config) {
        return new Topics(config.prefix());
    }

    private static ApiKeyHash hash(String name, String sha256) {
        try {
            return new ApiKeyHash(sha256);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("millrace.sources." + name + ".key-sha256: " + e.getMessage(), e);
        }
    }
}
