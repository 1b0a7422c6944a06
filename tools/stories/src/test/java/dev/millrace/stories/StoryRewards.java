package dev.millrace.stories;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Rewards;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a story's shop has to give away: so many codes in each pool, a balance, and the same again for the same step. */
final class StoryRewards implements Rewards {

    private final Map<String, Integer> left;
    private final Map<String, Coupon> byStep = new HashMap<>();
    private final Map<String, Coupon> newest = new HashMap<>();
    private final Map<String, Moved> moves = new HashMap<>();
    private long balance;

    StoryRewards(Map<String, Integer> codes, long points) {
        this.left = new HashMap<>(codes);
        this.balance = points;
    }

    @Override
    public Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now) {
        Coupon known = byStep.get(origin.id() + step);
        if (known != null) {
            return Optional.of(known);
        }
        int codes = left.getOrDefault(terms.pool(), 0);
        if (codes == 0) {
            return Optional.empty();
        }
        left.put(terms.pool(), codes - 1);
        Instant expires = terms.expiresAfter() == null ? null : now.plus(terms.expiresAfter());
        Coupon coupon = new Coupon(
                terms.pool(),
                terms.pool() + "-" + codes,
                Coupon.State.ISSUED,
                now,
                expires,
                terms.minimumOrder(),
                terms.currency(),
                terms.channel());
        byStep.put(origin.id() + step, coupon);
        newest.put(terms.pool(), coupon);
        return Optional.of(coupon);
    }

    @Override
    public Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now) {
        Moved known = moves.get(origin.id() + step);
        if (known != null) {
            return Optional.of(known);
        }
        if (balance + amount < 0) {
            return Optional.empty();
        }
        balance += amount;
        Moved moved = new Moved(origin.id() + step, balance);
        moves.put(moved.entry(), moved);
        return Optional.of(moved);
    }

    @Override
    public ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now) {
        return new ReferralCode("JO", terms.linkWith("JO"));
    }

    @Override
    public ObjectNode fields(CustomerId customer) {
        ObjectNode fields = Json.object();
        newest.forEach((pool, coupon) -> fields.withObject("/coupons").set(pool, coupon.fields()));
        fields.putObject("points").put("balance", balance);
        return fields;
    }
}
