package dev.millrace.trigger.reward;

/** What one side gets for a referral. */
public sealed interface Gift {

    record Points(int amount) implements Gift {}

    record Code(CouponTerms terms) implements Gift {}

    /** This side gets nothing. */
    record Nothing() implements Gift {}
}
