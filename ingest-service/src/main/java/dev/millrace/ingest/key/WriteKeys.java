package dev.millrace.ingest.key;

import dev.millrace.contract.ApiKeyHash;
import java.util.Map;
import java.util.Optional;

/**
 * The write keys, by their hash; no key is held. A look-up by the hash of what was presented tells nothing about the keys
 * by the time it takes.
 */
public final class WriteKeys {

    private final Map<ApiKeyHash, Source> sources;

    public WriteKeys(Map<ApiKeyHash, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    public Optional<Source> find(String presentedKey) {
        return Optional.ofNullable(sources.get(ApiKeyHash.ofKey(presentedKey)));
    }
}
