package dev.millrace.ingest.webhook;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.Move.EraseRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which ids a person is to be forgotten: their own and their address. A telephone may be a household's, so it is
 * forgotten only while it leads to them.
 */
public final class Erasures {

    private Erasures() {}

    public static List<EraseRequested> of(Translation.Erasure erasure, IdentityKey identity) {
        List<CustomerId> own = identity.identifiers(erasure.userId(), mail(erasure.email()), null, null);
        List<EraseRequested> requests = new ArrayList<>();
        own.forEach(id -> requests.add(new EraseRequested(id, List.of(), null)));
        identity.identifiers(null, null, erasure.phone(), null)
                .forEach(phone -> requests.add(new EraseRequested(phone, own, null)));
        return List.copyOf(requests);
    }

    private static @Nullable String mail(@Nullable String address) {
        return address != null && IdentityKey.looksLikeMail(address) ? address : null;
    }
}
