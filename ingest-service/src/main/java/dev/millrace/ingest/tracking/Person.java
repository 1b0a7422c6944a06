package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.IdentityKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who an event is about, from its ids and traits. A user id that is an address counts as an address and stands in the
 * traits. A trait {@code email} that is no address must not name anybody, for all who typed the same would become one
 * customer: it is dropped and said so.
 */
record Person(
        CustomerId id,
        List<CustomerId> alsoKnownAs,
        @Nullable String userId,
        @Nullable String anonymousId,
        boolean emailDropped,
        boolean idDropped) {

    static final int MAX_ID_LENGTH = 200;
    private static final int MAX_ADDRESS_LENGTH = 254;

    /** Cleans {@code email} and {@code phone} in the traits, in place. */
    static Person of(JsonNode call, ObjectNode traits, IdentityKey identity) {
        @Nullable String userId = userId(call).orElse(null);
        @Nullable
        String anonymousId = Fields.id(call, "anonymousId", MAX_ID_LENGTH).orElse(null);
        boolean idDropped = userId == null && Fields.present(call.path("userId"))
                || anonymousId == null && Fields.present(call.path("anonymousId"));
        boolean emailDropped = cleanEmail(traits);
        boolean isAddress = userId != null && IdentityKey.looksLikeMail(userId);
        if (isAddress && !traits.has("email")) {
            traits.put("email", userId);
        }
        List<CustomerId> ids = identity.identifiers(userId, text(traits, "email"), text(traits, "phone"), anonymousId);
        if (ids.isEmpty()) {
            throw new BadField(
                    Reading.Reason.NO_IDENTIFIER,
                    "nobody is named, expected userId, anonymousId or the trait email or phone");
        }
        return new Person(
                ids.get(0),
                ids.subList(1, ids.size()),
                isAddress ? null : userId,
                anonymousId,
                emailDropped,
                idDropped);
    }

    static Optional<String> userId(JsonNode call) {
        return Fields.id(call, "userId", MAX_ID_LENGTH).filter(id -> !Placeholder.isNoUser(id));
    }

    /** The same with other ids of theirs, strongest first. */
    Person alsoKnownAs(List<CustomerId> others) {
        List<CustomerId> all = Stream.concat(others.stream(), alsoKnownAs.stream())
                .filter(other -> !other.equals(id))
                .distinct()
                .sorted(Comparator.comparing(CustomerId::kind))
                .toList();
        return new Person(id, all, userId, anonymousId, emailDropped, idDropped);
    }

    private static boolean cleanEmail(ObjectNode traits) {
        JsonNode sent = traits.path("email");
        if (!Fields.present(sent)) {
            traits.remove("email");
            return false;
        }
        String address = sent.asText("").strip();
        boolean usable = sent.isTextual()
                && address.length() <= MAX_ADDRESS_LENGTH
                && IdentityKey.looksLikeMail(address)
                && !Text.isDamaged(address)
                && !Text.hasControls(address);
        if (usable) {
            traits.put("email", address);
        } else {
            traits.remove("email");
        }
        return !usable;
    }

    private static @Nullable String text(ObjectNode traits, String trait) {
        JsonNode node = traits.path(trait);
        return node.isTextual() || node.isIntegralNumber() ? node.asText() : null;
    }
}
