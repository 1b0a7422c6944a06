package dev.millrace.trigger.policy;

import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.policy.law.Laws;
import dev.millrace.trigger.policy.law.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one place where it is decided whether a due send may be made. The first rule that objects gives the reason.
 *
 * <p>A send is only permitted on knowledge that has passed the due instant and is not older than {@code freshness}: after
 * an outage the answers come from the past, and an order made meanwhile is not in them yet. What ends the journey comes
 * first, then what drops this send, last what only puts it off: nobody waits for a slot that they may not use.
 */
public final class SendPolicy {

    /** Names under which a campaign's expressions are asked. */
    public static final String ONLY_IF = "onlyIf";

    public static final String EXIT = "exit";

    private static final List<SendRule> ENDS =
            List.of(CampaignRules::merged, CampaignRules::leftSegment, CampaignRules::exitExpression);

    private static final List<SendRule> RULES = List.of(
            CampaignRules::merged,
            CampaignRules::leftSegment,
            CampaignRules::exitExpression,
            CampaignRules::onlyIf,
            CampaignRules::productGone,
            new ConsentRule(),
            AddressRules::postalAddress,
            AddressRules::address,
            AddressRules::suppressed,
            new UnengagedRule(),
            new QuietHoursRule(),
            new FrequencyCapRule());

    private final Duration freshness;
    private final Laws laws;

    public SendPolicy(Duration freshness) {
        this(freshness, Laws.shipped());
    }

    SendPolicy(Duration freshness, Laws laws) {
        if (freshness.isNegative() || freshness.isZero()) {
            throw new IllegalArgumentException("knowledge has some age when it arrives: freshness is longer than 0");
        }
        this.freshness = freshness;
        this.laws = laws;
    }

    /**
     * What keeps a journey from going on at all, whatever its next step is: NotYet, Moved or End. Somebody whom nobody knows
     * may go on: nothing can be sent to them.
     *
     * @param send as if the step were a send
     */
    public Optional<Ruling> obstacle(DueSend send) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("due", send.due().toString());
        Optional<Ruling> lacking = lacking(send, inputs);
        if (lacking.isPresent() || !(send.knowledge() instanceof Knowledge.Customer known)) {
            return lacking;
        }
        KnownSend knownSend = KnownSend.of(send, known, laws);
        return ENDS.stream()
                .flatMap(rule -> rule.objection(knownSend, inputs).stream())
                .findFirst();
    }

    /** The time zone by which a customer's days and nights are told. */
    public ZoneId zone(Knowledge knowledge, OnRecord record) {
        ZoneId home = record.policies().home().zone();
        return knowledge instanceof Knowledge.Customer known
                ? CustomerZone.of(known.traits(), Place.of(known.traits(), laws.regions()), laws.regions(), home)
                        .zone()
                : home;
    }

    public Ruling rule(DueSend send) {
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("due", send.due().toString());
        inputs.put("validUntil", send.validUntil().toString());
        if (!send.now().isBefore(send.validUntil())) {
            return new Ruling.Expired(inputs);
        }
        Optional<Ruling> lacking = lacking(send, inputs);
        if (lacking.isPresent()) {
            return lacking.get();
        }
        return send.knowledge() instanceof Knowledge.Customer known
                ? ruleOn(KnownSend.of(send, known, laws), inputs)
                : new Ruling.Hold(Reason.UNKNOWN_CUSTOMER, inputs);
    }

    /** Why the answer is none, if it is none. */
    private Optional<Ruling> lacking(DueSend send, Map<String, String> inputs) {
        if (send.knowledge() instanceof Knowledge.Silence silence) {
            inputs.put("answer", silence.reason());
            return Optional.of(new Ruling.NotYet(Reason.NO_ANSWER, inputs));
        }
        if (send.knowledge() instanceof Knowledge.Stranger stranger) {
            inputs.put("asOf", stranger.asOf().toString());
            return unlessFresh(stranger.asOf(), send, inputs);
        }
        Knowledge.Customer known = (Knowledge.Customer) send.knowledge();
        inputs.put("asOf", known.asOf().toString());
        inputs.put("customerVersion", Long.toString(known.version()));
        return unlessFresh(known.asOf(), send, inputs);
    }

    private Optional<Ruling> unlessFresh(Instant asOf, DueSend send, Map<String, String> inputs) {
        return isFresh(asOf, send) ? Optional.empty() : Optional.of(new Ruling.NotYet(Reason.STALE_KNOWLEDGE, inputs));
    }

    /** The first instant at which the send is too late. */
    public static Instant validUntil(Campaign campaign, Instant due) {
        return due.plus(campaign.validFor());
    }

    private static Ruling ruleOn(KnownSend send, Map<String, String> inputs) {
        inputs.put("policies", Integer.toString(send.policies().version()));
        for (SendRule rule : RULES) {
            Optional<Ruling> objection = rule.objection(send, inputs);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        Recipient recipient = AddressRules.recipient(send.known().traits()).orElseThrow();
        return new Ruling.Permit(recipient, send.known(), send.place(), send.zoneId(), inputs);
    }

    private boolean isFresh(Instant asOf, DueSend send) {
        return !asOf.isBefore(send.due()) && !asOf.isBefore(send.now().minus(freshness));
    }
}
