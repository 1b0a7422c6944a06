package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that sends events, and the keys it sends with, on {@code ingest.sources}: newest of each name, a tombstone when
 * it was removed. Keys stand here by their hash only; several may be valid at a time, so that a key can be changed without
 * losing an event.
 *
 * @param name as events carry it: at most {@value #MAX_NAME_LENGTH} letters, digits, spaces and {@code . _ -}
 * @param origins from which a browser may send ({@code https://shop.example}); empty: from any
 * @param eventsPerSecond how many events each instance takes in a second on average; null: what the installation says for
 *     its kind
 * @param webhookSecret the name under which configuration holds the secret that signs this source's webhooks; null for none
 */
public record IngestSource(
        String name,
        Kind kind,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Key> keys,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> origins,
        @Nullable Integer eventsPerSecond,
        @Nullable String webhookSecret) {

    public static final int MAX_NAME_LENGTH = 100;
    public static final int MAX_KEYS = 20;
    public static final int MAX_ORIGINS = 100;
    public static final int MAX_EVENTS_PER_SECOND = 1_000_000_000;

    /** A browser's key is public: whoever sees the shop has it. A server's key is a secret. */
    public enum Kind {
        @JsonProperty("browser")
        BROWSER(ShopEvent.Trust.BROWSER),
        @JsonProperty("server")
        SERVER(ShopEvent.Trust.SERVER);

        private final ShopEvent.Trust trust;

        Kind(ShopEvent.Trust trust) {
            this.trust = trust;
        }
    }

    /**
     * One key.
     *
     * @param sha256 its hash, as {@link ApiKeyHash} has it
     * @param expires from when on it is refused; null for never
     */
    public record Key(String sha256, @Nullable Instant expires) {

        private static final int ID_LENGTH = 12;

        public Key {
            new ApiKeyHash(sha256);
        }

        /** Names the key to people without being the key. */
        public String id() {
            return sha256.substring(0, ID_LENGTH);
        }

        public boolean validAt(Instant now) {
            return expires == null || now.isBefore(expires);
        }
    }

    public IngestSource {
        Objects.requireNonNull(kind, "kind");
        keys = keys == null ? List.of() : List.copyOf(keys);
        origins = origins == null ? Set.of() : Set.copyOf(origins);
        if (name.isBlank() || !name.matches("[\\p{L}\\p{N} ._-]{1," + MAX_NAME_LENGTH + "}")) {
            throw new IllegalArgumentException("a source has a name of 1 to " + MAX_NAME_LENGTH
                    + " letters, digits, spaces, dots, dashes and underscores");
        }
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a source has at most " + MAX_KEYS + " keys");
        }
        if (origins.size() > MAX_ORIGINS || !origins.stream().allMatch(IngestSource::isOrigin)) {
            throw new IllegalArgumentException(
                    "a source has at most " + MAX_ORIGINS + " origins like https://shop.example");
        }
        if (eventsPerSecond != null && (eventsPerSecond < 1 || eventsPerSecond > MAX_EVENTS_PER_SECOND)) {
            throw new IllegalArgumentException("a source may send 1 to a thousand million events in a second");
        }
    }

    public ShopEvent.Trust trust() {
        return kind.trust;
    }

    /** Only a server may write history: it changes what customers did in the past. */
    public boolean mayWriteHistory() {
        return kind == Kind.SERVER;
    }

    /** Whether a page of this origin may send with this source's keys. */
    public boolean takesFrom(String origin) {
        return origins.isEmpty() || origins.contains(origin);
    }

    public IngestSource withKeys(List<Key> others) {
        return new IngestSource(name, kind, others, origins, eventsPerSecond, webhookSecret);
    }

    private static boolean isOrigin(String text) {
        return text.matches("[a-z][a-z0-9+.-]{0,20}://[a-z0-9._\\-\\[\\]:]{1,255}");
    }
}
