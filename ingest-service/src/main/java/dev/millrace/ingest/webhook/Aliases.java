package dev.millrace.ingest.webhook;

import dev.millrace.contract.IdentityKey;

/** Anonymous ids for orders and checkouts. They can't be guessed, for a browser may send under any anonymous id it knows. */
public final class Aliases {

    private final IdentityKey key;

    public Aliases(IdentityKey key) {
        this.key = key;
    }

    String of(String source, String thing, String id) {
        return thing + "-" + key.pseudonym("webhook", source + "\n" + thing + "\n" + id);
    }
}
