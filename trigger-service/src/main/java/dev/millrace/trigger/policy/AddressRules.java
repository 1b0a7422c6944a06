package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.MessageCommand.Recipient;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From whom and to whom: the sender's postal address, the recipient's, and whether that is one to write to. */
final class AddressRules {

    private AddressRules() {}

    static Optional<Ruling> postalAddress(KnownSend send, Map<String, String> inputs) {
        if (!send.due().isMarketing() || !send.law().needsPostalAddress()) {
            return Optional.empty();
        }
        boolean stated = send.policies().postalAddress() != null;
        inputs.put("postalAddress", stated ? "stated" : "missing");
        return stated ? Optional.empty() : SendRule.hold(Reason.NO_POSTAL_ADDRESS, inputs);
    }

    static Optional<Ruling> address(KnownSend send, Map<String, String> inputs) {
        boolean present = recipient(send.known().traits()).isPresent();
        inputs.put("address", present ? "present" : "absent");
        return present ? Optional.empty() : SendRule.hold(Reason.NO_ADDRESS, inputs);
    }

    /** What was refused for good gets no mail at all; who complained or objected gets none that is marketing. */
    static Optional<Ruling> suppressed(KnownSend send, Map<String, String> inputs) {
        Optional<Suppression> concerns = send.due().record().suppressions().stream()
                .filter(it -> it.scope() == Suppression.Scope.ALL || send.due().isMarketing())
                .findFirst();
        concerns.ifPresent(it -> inputs.put("suppressed", it.reason() + " since " + it.since()));
        return concerns.isPresent() ? SendRule.hold(Reason.SUPPRESSED, inputs) : Optional.empty();
    }

    static Optional<Recipient> recipient(ObjectNode traits) {
        String email = text(traits, "email");
        if (email == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Recipient(email, name(traits), text(traits, "locale")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String name(ObjectNode traits) {
        String whole = text(traits, "name");
        if (whole != null) {
            return whole;
        }
        String first = either(text(traits, "firstName"), text(traits, "first_name"));
        String last = either(text(traits, "lastName"), text(traits, "last_name"));
        if (first == null || last == null) {
            return either(first, last);
        }
        return first + " " + last;
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static @Nullable String text(ObjectNode traits, String name) {
        JsonNode value = traits.path(name);
        return value.isTextual() && !value.textValue().isBlank()
                ? value.textValue().strip()
                : null;
    }
}
