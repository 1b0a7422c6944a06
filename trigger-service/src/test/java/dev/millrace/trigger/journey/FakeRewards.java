package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a shop gives away, in memory: pools that are empty at first, until somebody uploads codes, and one balance. */
final class FakeRewards implements Rewards {

    private final Map<String, Instant> filled = new HashMap<>();
    private final Map<String, Coupon> issued = new HashMap<>();
    private final Map<String, Coupon> newest = new HashMap<>();
    private long balance;

    /** From this instant on the pool has codes; a pool of which nothing is said never has any. */
    FakeRewards filled(String pool, Instant from) {
        filled.put(pool, from);
        return this;
    }

    FakeRewards balance(long points) {
        balance = points;
        return this;
    }

    long balance() {
        return balance;
    }

    @Override
    public Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now) {
        String key = origin.id() + "/" + step;
        Coupon known = issued.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Instant from = filled.get(terms.pool());
        if (terms.shape() == null && (from == null || now.isBefore(from))) {
            return Optional.empty();
        }
        Coupon coupon = coupon(terms, "C" + StableDigest.id(key).substring(0, 8), now);
        issued.put(key, coupon);
        newest.put(terms.pool(), coupon);
        return Optional.of(coupon);
    }

    private static Coupon coupon(CouponTerms terms, String code, Instant now) {
        Duration expires = terms.expiresAfter();
        @Nullable Instant until = expires == null ? null : now.plus(expires);
        return new Coupon(
                terms.pool(),
                code,
                Coupon.State.ISSUED,
                now,
                until,
                terms.minimumOrder(),
                terms.currency(),
                terms.channel());
    }

    @Override
    public Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now) {
        if (balance + amount < 0) {
            return Optional.empty();
        }
        balance += amount;
        return Optional.of(new Moved(origin.id() + "/" + step, balance));
    }

    @Override
    public ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now) {
        return new ReferralCode("FRIEND77", terms.linkWith("FRIEND77"));
    }

    @Override
    public ObjectNode fields(CustomerId customer) {
        ObjectNode fields = Json.object();
        newest.forEach((pool, coupon) -> fields.withObject("/coupons").set(pool, coupon.fields()));
        if (balance > 0) {
            fields.putObject("points").put("balance", balance);
        }
        return fields;
    }
}
