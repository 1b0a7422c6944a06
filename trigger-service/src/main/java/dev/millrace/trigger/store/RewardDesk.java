package dev.millrace.trigger.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Rewards;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.CouponTerms;
import dev.millrace.trigger.reward.Gift;
import dev.millrace.trigger.reward.ReferralCode;
import dev.millrace.trigger.reward.ReferralTerms;
import dev.millrace.trigger.reward.RewardEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives codes, points and personal codes out of our tables. Works within a transaction that holds the customers' locks. */
@ApplicationScoped
public class RewardDesk {

    private final Coupons coupons;
    private final Points points;
    private final Referrals referrals;

    RewardDesk(Coupons coupons, Points points, Referrals referrals) {
        this.coupons = coupons;
        this.points = points;
        this.referrals = referrals;
    }

    /** For one transaction. What these customers have is read when the first of them is asked about. */
    public Rewards open(Collection<String> customers) {
        return new Open(List.copyOf(customers));
    }

    /**
     * Gives one side of a referral what was promised; tells of it. Empty if there is no code left.
     *
     * @param id the same for the same side of the same referral
     */
    public Optional<List<ShopEvent>> give(CustomerId customer, String id, Gift gift, Instant now) {
        if (gift instanceof Gift.Points earned) {
            return points.move(customer.value(), id, earned.amount(), "referral", now)
                    .map(moved -> List.of(
                            RewardEvents.points(customer, moved.entry(), earned.amount(), moved.balance(), now)));
        }
        if (gift instanceof Gift.Code code) {
            return coupons.issue(customer, id, "referral", code.terms(), now)
                    .map(coupon -> List.of(RewardEvents.coupon(customer, coupon, Coupon.State.ISSUED, now)));
        }
        return Optional.of(List.of());
    }

    /** What the one has is the other's from now on; tells what holds for the other then. */
    public List<ShopEvent> move(String from, String to, Instant now) {
        CustomerId customer = CustomerId.of(to);
        List<ShopEvent> told = new ArrayList<>();
        List<Coupons.Owned> had = coupons.newestOf(List.of(from));
        coupons.move(from, to);
        for (Coupons.Owned owned : coupons.newestOf(List.of(to))) {
            boolean concerned = had.stream()
                    .anyMatch(one -> one.coupon().pool().equals(owned.coupon().pool()));
            if (concerned) {
                told.add(RewardEvents.standing(customer, owned.coupon(), now));
            }
        }
        points.move(from, to, now).ifPresent(balance -> told.add(RewardEvents.balance(customer, from, balance, now)));
        referrals.move(from, to);
        return told;
    }

    public void erase(String customer) {
        coupons.erase(customer);
        points.erase(customer);
        referrals.erase(customer);
    }

    private final class Open implements Rewards {

        private final List<String> customers;
        private final Map<String, ObjectNode> fields = new HashMap<>();
        private boolean loaded;

        Open(List<String> customers) {
            this.customers = customers;
        }

        @Override
        public Optional<Coupon> issue(Enrolment.Origin origin, String step, CouponTerms terms, Instant now) {
            fields.remove(origin.customer().value());
            return coupons.issue(origin.customer(), origin.id(), step, terms, now);
        }

        @Override
        public Optional<Moved> points(Enrolment.Origin origin, String step, long amount, Instant now) {
            fields.remove(origin.customer().value());
            String id = StableDigest.id("points", origin.id(), step);
            return points.move(origin.customer().value(), id, amount, "campaign " + origin.campaign(), now);
        }

        @Override
        public ReferralCode referral(Enrolment.Origin origin, ReferralTerms terms, Instant now) {
            fields.remove(origin.customer().value());
            return referrals.code(origin.customer().value(), origin.campaign(), terms, now);
        }

        @Override
        public ObjectNode fields(CustomerId customer) {
            if (!loaded) {
                fields.putAll(load(customers));
                loaded = true;
            }
            return fields.computeIfAbsent(
                            customer.value(), id -> load(List.of(id)).getOrDefault(id, Json.object()))
                    .deepCopy();
        }
    }

    /** Every one of these customers has an entry. */
    private Map<String, ObjectNode> load(List<String> customers) {
        Map<String, ObjectNode> found = new HashMap<>();
        customers.forEach(customer -> found.put(customer, Json.object()));
        for (Coupons.Owned owned : coupons.newestOf(customers)) {
            if (owned.customer() != null) {
                ObjectNode fields = found.get(owned.customer().value());
                if (fields != null) {
                    fields.withObject("/coupons")
                            .set(owned.coupon().pool(), owned.coupon().fields());
                }
            }
        }
        points.balances(customers)
                .forEach((customer, balance) ->
                        of(found, customer).putObject("points").put("balance", balance));
        referrals.newestOf(customers).forEach((customer, code) -> of(found, customer)
                .set("referral", code.fields()));
        return found;
    }

    private static ObjectNode of(Map<String, ObjectNode> found, String customer) {
        return found.computeIfAbsent(customer, any -> Json.object());
    }
}
