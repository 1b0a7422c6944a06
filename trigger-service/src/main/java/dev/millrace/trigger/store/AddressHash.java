package dev.millrace.trigger.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.IdentityKey;
import org.jspecify.annotations.Nullable;

/** Names addresses in our tables without telling them: the id of the customer who would be known by the address alone. */
public final class AddressHash {

    private final IdentityKey key;

    public AddressHash(IdentityKey key) {
        this.key = key;
    }

    public String of(String address) {
        return key.mail(address).value();
    }

    /** Of what the traits say; null if that is no address. */
    public @Nullable String ofTraits(JsonNode traits) {
        String email = traits.path("email").asText("").strip();
        return IdentityKey.looksLikeMail(email) ? of(email) : null;
    }
}
