package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.Ruling;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something a walk decided at a step: what is to be done outside, if anything, and what decided it, for the record. */
public sealed interface Effect {

    String step();

    Map<String, String> inputs();

    record Send(MessageRequested request, Ruling.Permit permit) implements Effect {

        @Override
        public String step() {
            return request.step();
        }

        @Override
        public Map<String, String> inputs() {
            return permit.inputs();
        }
    }

    /** This send is not made; the journey goes on. */
    record Held(String step, Reason reason, Map<String, String> inputs) implements Effect {}

    /** Too late for this send; the journey goes on. */
    record Expired(String step, @Nullable Reason waitedFor, Map<String, String> inputs) implements Effect {}

    /** Went one of several ways. */
    record Branched(String step, String way, Map<String, String> inputs) implements Effect {}

    /** Tells segment-service something of the customer. */
    record Tell(String step, ShopEvent event, Map<String, String> inputs) implements Effect {}

    /**
     * Gave the customer something; what is kept of it has been written, and segment-service is to be told.
     *
     * @param what coupon, points or referral
     */
    record Given(String step, String what, ShopEvent event, Map<String, String> inputs) implements Effect {}

    record Call(String step, Webhook webhook, Map<String, String> inputs) implements Effect {}

    /** Can't go on yet. Told once, and not every time it is looked at. */
    record Waits(String step, Reason reason, Map<String, String> inputs) implements Effect {}

    /** Stays at this send until a slot is free, or it may be sent at this time of day. Told once for each reason. */
    record Deferred(String step, Reason reason, Map<String, String> inputs) implements Effect {}

    record Exits(String step, Reason reason, Map<String, String> inputs) implements Effect {}

    /** Belongs to another customer from now on, under whose lock it must be looked at. */
    record Moves(String step, CustomerId to, Map<String, String> inputs) implements Effect {}

    /**
     * A call of another service, to be delivered.
     *
     * @param id the same for the same enrolment and step
     * @param body JSON
     */
    record Webhook(String id, String target, String body, Instant at) {}
}
