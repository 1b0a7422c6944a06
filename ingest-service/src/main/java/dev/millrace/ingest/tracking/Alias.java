package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.ShopEvent;
import java.util.List;

/**
 * What the {@code previousId} of an alias call may name. It does not say what it is: an address shows; the call's own
 * anonymous id is one; else it is a user id or an anonymous id, and both lead to the new id.
 *
 * <p>A browser can't give a user's id away, for anybody can send what a browser sends. A user id is given up for another
 * user id only.
 */
final class Alias {

    private Alias() {}

    static List<CustomerId> previous(JsonNode call, Person person, ShopEvent.Trust trust, IdentityKey identity) {
        if (Person.userId(call).isEmpty()) {
            throw new BadField(
                    Reading.Reason.NO_IDENTIFIER, "userId is missing, expected the id to be used from now on");
        }
        String previous = Fields.id(call, "previousId", Person.MAX_ID_LENGTH)
                .orElseThrow(() -> new BadField(
                        Reading.Reason.BAD_ID, "previousId is missing, expected the id that was used until now"));
        if (IdentityKey.looksLikeMail(previous)) {
            return List.of(identity.mail(previous));
        }
        boolean mayBeUser = trust != ShopEvent.Trust.BROWSER
                && person.id().kind() == CustomerId.Kind.USER
                && !previous.equals(person.anonymousId());
        CustomerId anonymous = CustomerId.anonymous(previous);
        return mayBeUser ? List.of(CustomerId.user(previous), anonymous) : List.of(anonymous);
    }
}
