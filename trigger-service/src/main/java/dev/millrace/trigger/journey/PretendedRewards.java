package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives what nobody gets, for simulations: there are always codes, and a balance that begins with nothing. */
final class PretendedRewards implements Rewards {

    private static final String CODE = "EXAMPLE";

    private final Map<String, Coupon> coupons = new HashMap<>();
    private long balance;

    @Override
    public Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now) {
        Coupon coupon = new Coupon(
                terms.pool(),
                CODE,
                Coupon.State.ISSUED,
                now,
                terms.expiresAfter() == null ? null : now.plus(terms.expiresAfter()),
                terms.minimumOrder(),
                terms.currency(),
                terms.channel());
        coupons.put(terms.pool(), coupon);
        return Optional.of(coupon);
    }

    @Override
    public Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now) {
        if (balance + amount < 0) {
            return Optional.empty();
        }
        balance += amount;
        return Optional.of(new Moved(step, balance));
    }

    @Override
    public ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now) {
        return new ReferralCode(CODE, terms.linkWith(CODE));
    }

    @Override
    public ObjectNode fields(CustomerId customer) {
        ObjectNode fields = Json.object();
        coupons.forEach((pool, coupon) -> fields.withObject("/coupons").set(pool, coupon.fields()));
        if (balance > 0) {
            fields.putObject("points").put("balance", balance);
        }
        return fields;
    }
}
