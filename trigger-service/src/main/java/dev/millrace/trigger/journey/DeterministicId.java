package dev.millrace.trigger.journey;

import dev.millrace.trigger.digest.StableDigest;

/**
 * Ids of what a journey makes, each from what it is made for. A request that is made twice for the same step is therefore one
 * message.
 */
final class DeterministicId {

    private DeterministicId() {}

    static String enrolment(String campaign, String customer, String transition) {
        return StableDigest.id("enrolment", campaign, customer, transition);
    }

    static String message(String enrolment, String step) {
        return StableDigest.id("message", enrolment, step);
    }

    static String event(String enrolment, String step, int place) {
        return StableDigest.id("event", enrolment, step, Integer.toString(place));
    }

    static String call(String enrolment, String step) {
        return StableDigest.id("call", enrolment, step);
    }
}
