package dev.millrace.trigger.policy.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.trigger.campaign.DocumentPart;
import dev.millrace.trigger.campaign.DocumentText;
import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.policy.consent.Basis;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a document, YAML or JSON, into {@link Policies}, or into the list of all that is wrong with it, each with its path. */
public final class PoliciesReader {

    private final DocumentPart document;

    private PoliciesReader(DocumentPart document) {
        this.document = document;
    }

    public static PoliciesReading read(String text) {
        DocumentText read = DocumentText.parse(text);
        if (read instanceof DocumentText.Unreadable unreadable) {
            return new PoliciesReading.Refused(List.of(unreadable.problem()));
        }
        JsonNode json = ((DocumentText.Parsed) read).document();
        if (!(json instanceof ObjectNode object)) {
            return new PoliciesReading.Refused(List.of(
                    Problem.at("", "policies are a group of fields such as home, consent, caps and quietHours")));
        }
        DocumentPart part = DocumentPart.whole(object);
        Policies policies = new PoliciesReader(part).policies();
        return part.problems().isEmpty()
                ? new PoliciesReading.Accepted(policies, object)
                : new PoliciesReading.Refused(part.problems());
    }

    private Policies policies() {
        document.allowOnly("home", "sender", "consent", "doubleOptIn", "caps", "quietHours", "unengaged");
        Home home = PlaceParts.home(document.optional("home"));
        String postalAddress = postalAddress();
        ConsentTerms consent = ConsentParts.terms(document.optional("consent"));
        DoubleOptIn doubleOptIn = ConsentParts.doubleOptIn(document.optional("doubleOptIn"));
        FrequencyCaps caps = LimitParts.caps(document.optional("caps"));
        Optional<QuietHours> quietHours = Optional.ofNullable(LimitParts.quietHours(document.optional("quietHours")));
        Optional<Unengaged> unengaged = Optional.ofNullable(LimitParts.unengaged(document.optional("unengaged")));
        if (consent.relyOn(Basis.OPT_OUT) && postalAddress == null) {
            document.child("sender")
                    .problem(
                            "is missing; who relies on opt-out writes under a law that asks for the sender's postal address:"
                                    + " expected {postalAddress: ADDRESS}");
        }
        return new Policies(0, home, postalAddress, consent, doubleOptIn, caps, quietHours, unengaged);
    }

    private @Nullable String postalAddress() {
        DocumentPart sender = document.optional("sender");
        if (sender == null) {
            return null;
        }
        sender.allowOnly("postalAddress");
        return sender.child("postalAddress").text("the postal address that stands in your mail");
    }

    /** Ids of segments that the policies name, by their place, for whoever can check that they are there. */
    public static Map<String, String> segments(Policies policies) {
        Map<String, String> segments = new TreeMap<>();
        List<FrequencyCaps.Cap> caps = policies.caps().caps();
        for (int i = 0; i < caps.size(); i++) {
            String segment = caps.get(i).segment();
            if (segment != null) {
                segments.put("caps[" + i + "].segment", segment);
            }
        }
        policies.unengaged().ifPresent(it -> segments.put("unengaged.segment", it.segment()));
        return segments;
    }
}
