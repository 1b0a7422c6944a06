package dev.millrace.trigger.journey;

import dev.millrace.trigger.digest.StableDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids of what a journey makes, each from what it is made for. A request that is made twice for the same step is therefore one
 * message.
 *
 * <p>Those of enrolments and messages begin with when the journey was started, so that new ones lie together in an index, and
 * not each on a page of its own among millions.
 */
final class DeterministicId {

    private static final int TIME_DIGITS = 12;

    private DeterministicId() {}

    static String enrolment(String campaign, String customer, String transition, Instant at) {
        String millis = HexFormat.of().toHexDigits(at.toEpochMilli(), TIME_DIGITS);
        return millis + rest(StableDigest.id("enrolment", campaign, customer, transition));
    }

    static String message(String enrolment, String step) {
        return enrolment.substring(0, TIME_DIGITS) + rest(StableDigest.id("message", enrolment, step));
    }

    private static String rest(String digest) {
        return digest.substring(TIME_DIGITS);
    }

    static String event(String enrolment, String step, int place) {
        return StableDigest.id("event", enrolment, step, Integer.toString(place));
    }

    static String call(String enrolment, String step) {
        return StableDigest.id("call", enrolment, step);
    }
}
