package dev.millrace.trigger.policy;

import dev.millrace.trigger.policy.law.Law;
import dev.millrace.trigger.policy.law.Laws;
import dev.millrace.trigger.policy.law.Place;
import dev.millrace.trigger.policy.settings.Policies;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A due send of which a fresh answer is at hand, with what follows from it: where the customer is, and whose law applies.
 *
 * @param place the shop's own where the customer's is unknown
 */
record KnownSend(DueSend due, Knowledge.Customer known, Place place, CustomerZone zone, Law law) {

    static KnownSend of(DueSend due, Knowledge.Customer known, Laws laws) {
        Policies policies = due.record().policies();
        Place said = Place.of(known.traits(), laws.regions());
        Place place = said.country() == null ? policies.home().place() : said;
        CustomerZone zone = CustomerZone.of(
                known.traits(), said, laws.regions(), policies.home().zone());
        return new KnownSend(due, known, place, zone, laws.of(place));
    }

    Policies policies() {
        return due.record().policies();
    }

    Instant now() {
        return due.now();
    }

    ZoneId zoneId() {
        return zone.zone();
    }

    /** Later, but never after it has become too late: then it is dropped as that. */
    Optional<Ruling> defer(Instant until, Reason reason, Map<String, String> inputs) {
        Instant end = due.validUntil();
        Instant wake = until.isBefore(end) ? until : end;
        inputs.put("deferredUntil", wake.toString());
        return Optional.of(new Ruling.Defer(wake, reason, inputs));
    }
}
