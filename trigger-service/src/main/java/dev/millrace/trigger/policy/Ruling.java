package dev.millrace.trigger.policy;

import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.trigger.policy.law.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** What the policies say of one due send, with the inputs that decided, for the record. No input is an address. */
public sealed interface Ruling {

    Map<String, String> inputs();

    /**
     * It may go out, to this recipient, as was known by this customer.
     *
     * @param place where they are, and what the clock there says; the shop's where that is not known
     */
    record Permit(
            Recipient recipient, Knowledge.Customer customer, Place place, ZoneId zone, Map<String, String> inputs)
            implements Ruling {}

    /** This send is not made; the journey goes on. */
    record Hold(Reason reason, Map<String, String> inputs) implements Ruling {}

    /** Nothing can be said yet; ask again soon. */
    record NotYet(Reason reason, Map<String, String> inputs) implements Ruling {}

    /**
     * Not now: to be decided anew, as a whole, at the given instant.
     *
     * @param until after now, and not after the end of validity
     */
    record Defer(Instant until, Reason reason, Map<String, String> inputs) implements Ruling {}

    /** The journey ends here. */
    record End(Reason reason, Map<String, String> inputs) implements Ruling {}

    /** Too late for this send. */
    record Expired(Map<String, String> inputs) implements Ruling {}

    /** Merged into another customer, who takes the journey over. */
    record Moved(String to, Map<String, String> inputs) implements Ruling {}
}
