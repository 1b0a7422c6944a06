package dev.millrace.ingest.key;

import dev.millrace.contract.ShopEvent;

/** Who sends with a key: a name for people and events, and what kind of program holds the key. */
public record Source(String name, Kind kind) {

    /** A browser's key is public: whoever sees the shop has it. A server's key is a secret. */
    public enum Kind {
        BROWSER(ShopEvent.Trust.BROWSER),
        SERVER(ShopEvent.Trust.SERVER);

        private final ShopEvent.Trust trust;

        Kind(ShopEvent.Trust trust) {
            this.trust = trust;
        }
    }

    public ShopEvent.Trust trust() {
        return kind.trust;
    }

    /** Only a server may write history: it changes what customers did in the past. */
    public boolean mayWriteHistory() {
        return kind == Kind.SERVER;
    }
}
