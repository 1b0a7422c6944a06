package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.trigger.campaign.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided whether a due send may be made. The first rule that objects gives the reason.
 *
 * <p>A send is only permitted on knowledge that has passed the due instant and is not older than {@code freshness}: after
 * an outage the answers come from the past, and an order made meanwhile is not in them yet. Marketing mail needs the
 * consent status {@code subscribed}; absent is unknown and permits nothing.
 */
public final class SendPolicy {

    /** Names under which a campaign's expressions are asked. */
    public static final String ONLY_IF = "onlyIf";

    public static final String EXIT = "exit";

    private static final String SUBSCRIBED = "subscribed";

    private final Duration freshness;

    public SendPolicy(Duration freshness) {
        if (freshness.isNegative() || freshness.isZero()) {
            throw new IllegalArgumentException("knowledge has some age when it arrives: freshness is longer than 0");
        }
        this.freshness = freshness;
    }

    /** @param customer whose enrolment it is */
    public Ruling rule(Campaign campaign, String customer, Instant due, Knowledge knowledge, Instant now) {
        TreeMap<String, String> inputs = new TreeMap<>();
        inputs.put("due", due.toString());
        inputs.put("validUntil", validUntil(campaign, due).toString());
        if (!now.isBefore(validUntil(campaign, due))) {
            return new Ruling.Expired(inputs);
        }
        if (knowledge instanceof Knowledge.Silence silence) {
            inputs.put("answer", silence.reason());
            return new Ruling.NotYet(Reason.NO_ANSWER, inputs);
        }
        if (knowledge instanceof Knowledge.Stranger stranger) {
            inputs.put("asOf", stranger.asOf().toString());
            return isFresh(stranger.asOf(), due, now)
                    ? new Ruling.Hold(Reason.UNKNOWN_CUSTOMER, inputs)
                    : new Ruling.NotYet(Reason.STALE_KNOWLEDGE, inputs);
        }
        return ruleOn(campaign, customer, due, (Knowledge.Customer) knowledge, now, inputs);
    }

    /** The first instant at which the send is too late. */
    public static Instant validUntil(Campaign campaign, Instant due) {
        return due.plus(campaign.validFor());
    }

    private Ruling ruleOn(
            Campaign campaign,
            String customer,
            Instant due,
            Knowledge.Customer known,
            Instant now,
            TreeMap<String, String> inputs) {
        inputs.put("asOf", known.asOf().toString());
        inputs.put("customerVersion", Long.toString(known.version()));
        if (!isFresh(known.asOf(), due, now)) {
            return new Ruling.NotYet(Reason.STALE_KNOWLEDGE, inputs);
        }
        if (!known.id().equals(customer)) {
            return new Ruling.Moved(known.id(), inputs);
        }
        if (hasLeft(campaign, known, inputs)) {
            return new Ruling.End(Reason.LEFT_SEGMENT, inputs);
        }
        if (campaign.exitOn().expression() != null && holds(known, EXIT, inputs)) {
            return new Ruling.End(Reason.EXIT_EXPRESSION, inputs);
        }
        if (campaign.onlyIf() != null && !holds(known, ONLY_IF, inputs)) {
            return new Ruling.Hold(Reason.ONLY_IF, inputs);
        }
        inputs.put("consent", known.emailConsent() == null ? "unknown" : known.emailConsent());
        if (campaign.messageClass() == MessageClass.MARKETING && !SUBSCRIBED.equals(known.emailConsent())) {
            return new Ruling.Hold(Reason.NO_CONSENT, inputs);
        }
        Optional<Recipient> recipient = recipient(known.traits());
        inputs.put("address", recipient.isPresent() ? "present" : "absent");
        return recipient.isPresent()
                ? new Ruling.Permit(recipient.get(), known, inputs)
                : new Ruling.Hold(Reason.NO_ADDRESS, inputs);
    }

    private boolean isFresh(Instant asOf, Instant due, Instant now) {
        return !asOf.isBefore(due) && !asOf.isBefore(now.minus(freshness));
    }

    /** The answer may know of leaving before the transition has arrived here. */
    private static boolean hasLeft(Campaign campaign, Knowledge.Customer known, TreeMap<String, String> inputs) {
        String segment = campaign.exitOn().segment();
        if (segment == null || !segment.equals(campaign.start().segment())) {
            return false;
        }
        boolean in = known.segments().contains(segment);
        inputs.put("inSegment", Boolean.toString(in));
        return !in;
    }

    private static boolean holds(Knowledge.Customer known, String name, TreeMap<String, String> inputs) {
        Truth truth = known.expressions().getOrDefault(name, Truth.UNKNOWN);
        inputs.put(name, truth.text());
        return truth == Truth.YES;
    }

    private static Optional<Recipient> recipient(ObjectNode traits) {
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
