package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.policy.settings.Policies;
import dev.millrace.trigger.policy.settings.PoliciesReader;
import dev.millrace.trigger.policy.settings.PoliciesReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One due send for a test, of which everything permits it until a test says otherwise. */
final class PolicyCase {

    static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    static final String CUSTOMER = "user:1";
    static final String HASH = "mail:1";

    private static final SendPolicy POLICY = new SendPolicy(Duration.ofSeconds(5));

    private final ObjectNode traits = Json.object().put("email", "jo@shop.example");
    private final Map<String, Instant> lastEvents = new HashMap<>();
    private final ObjectNode orders = Json.object();
    private final List<ConsentStatement> ledger = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<Rival> rivals = new ArrayList<>();
    private Campaign campaign = campaign("");
    private Policies policies = Policies.DEFAULT;
    private @Nullable ConsentStatement consent = said("subscribed", T0.minusSeconds(60), null);
    private Set<String> segments = Set.of();
    private SendHistory sends = SendHistory.NONE;
    private @Nullable Instant firstSeen;
    private @Nullable String gone;
    private int priority = 5;
    private Instant due = T0;
    private Instant now = T0;

    static PolicyCase send() {
        return new PolicyCase();
    }

    static ConsentStatement said(String status, @Nullable Instant at, @Nullable String basis) {
        return new ConsentStatement("email", "marketing", status, at, "Yes, write to me", "form", basis, null, null);
    }

    static Policies policies(String document) {
        PoliciesReading reading = PoliciesReader.read(document);
        if (reading instanceof PoliciesReading.Accepted accepted) {
            return accepted.policies().withVersion(1);
        }
        throw new IllegalArgumentException(
                ((PoliciesReading.Refused) reading).problems().toString());
    }

    static Campaign campaign(String more) {
        String document =
                """
                name: Cart
                start: {entered: abandoned}
                steps: [{send: {template: cart}}]
                """
                        + more;
        return ((Reading.Accepted) CampaignText.read("cart", document)).campaign();
    }

    PolicyCase under(String document) {
        policies = policies(document);
        return this;
    }

    PolicyCase under(Policies inForce) {
        policies = inForce;
        return this;
    }

    PolicyCase of(Campaign other) {
        campaign = other;
        return this;
    }

    PolicyCase in(String country) {
        traits.putObject("address").put("country", country);
        return this;
    }

    PolicyCase in(String country, String state) {
        traits.putObject("address").put("country", country).put("state", state);
        return this;
    }

    PolicyCase trait(String name, String value) {
        traits.put(name, value);
        return this;
    }

    PolicyCase whoSaid(@Nullable ConsentStatement statement) {
        consent = statement;
        return this;
    }

    PolicyCase whoSaid(String status, @Nullable String basis) {
        return whoSaid(said(status, T0.minusSeconds(60), basis));
    }

    PolicyCase noted(ConsentStatement statement) {
        ledger.add(0, statement);
        return this;
    }

    PolicyCase suppressed(Suppression.Scope scope) {
        suppressions.add(new Suppression(scope, "bounced", T0.minusSeconds(9)));
        return this;
    }

    PolicyCase segments(String... ids) {
        segments = Set.of(ids);
        return this;
    }

    PolicyCase sent(Instant... instants) {
        sends = new SendHistory(List.of(instants));
        return this;
    }

    PolicyCase sent(List<Instant> instants) {
        sends = new SendHistory(instants);
        return this;
    }

    PolicyCase rival(int rivalPriority, Instant rivalDue, Instant wakeAt) {
        rivals.add(new Rival("other-" + rivals.size(), rivalPriority, rivalDue, wakeAt));
        return this;
    }

    PolicyCase ordered(Instant at) {
        orders.putArray("newest").addObject().put("id", "o1").put("at", at.toString());
        return this;
    }

    PolicyCase last(String event, Instant at) {
        lastEvents.put(event, at);
        return this;
    }

    PolicyCase firstSeen(Instant at) {
        firstSeen = at;
        return this;
    }

    PolicyCase priority(int value) {
        priority = value;
        return this;
    }

    PolicyCase gone(String about) {
        gone = about;
        return this;
    }

    PolicyCase due(Instant at) {
        due = at;
        return this;
    }

    PolicyCase at(Instant at) {
        now = at;
        return this;
    }

    PolicyCase dueAndAt(Instant at) {
        return due(at).at(at);
    }

    Ruling rule() {
        Map<String, ConsentStatement> consents = consent == null ? Map.of() : Map.of("email", consent);
        Knowledge.Customer known = new Knowledge.Customer(
                CUSTOMER,
                1,
                now,
                traits,
                consents,
                segments,
                Map.of(),
                Json.object(),
                orders,
                Json.object(),
                null,
                Json.object(),
                firstSeen,
                lastEvents);
        OnRecord record = new OnRecord(policies, HASH, sends, ledger, suppressions, rivals);
        return POLICY.rule(new DueSend(campaign, priority, CUSTOMER, "e1", due, known, gone, record, now));
    }

    /** {@code send}, or the reason why not. */
    String verdict() {
        Ruling ruling = rule();
        if (ruling instanceof Ruling.Permit) {
            return "send";
        }
        if (ruling instanceof Ruling.Hold hold) {
            return hold.reason().text();
        }
        if (ruling instanceof Ruling.Defer defer) {
            return defer.reason().text();
        }
        return ruling.getClass().getSimpleName();
    }
}
