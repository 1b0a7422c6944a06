package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import java.time.Instant;
import java.util.Optional;

/**
 * What the shop gives away, as walks take it: at once, because the next step goes on with it, and in the transaction that
 * keeps the enrolment's new place. Asked again for the same enrolment and step, each gives the same.
 */
public interface Rewards {

    /** Has nothing. */
    Rewards NONE = new Rewards() {
        @Override
        public Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now) {
            return Optional.empty();
        }

        @Override
        public ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now) {
            return new ReferralCode("", terms.link());
        }

        @Override
        public ObjectNode fields(CustomerId customer) {
            return Json.object();
        }
    };

    /** @param entry the id under which it is kept */
    record Moved(String entry, long balance) {}

    /** Empty when there is no code left. */
    Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now);

    /**
     * Adds to the balance or takes off it; empty if it does not suffice.
     *
     * @param amount below 0 to spend
     */
    Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now);

    /** The customer's one code in this campaign, with these terms from now on. */
    ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now);

    /**
     * What templates and calls read: {@code coupons} with the newest of each pool, {@code points}, {@code referral}; what the
     * customer does not have is absent.
     */
    ObjectNode fields(CustomerId customer);
}
