package dev.millrace.trigger.flow;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.RewardEvents;
import dev.millrace.trigger.reward.RewardWatches;
import dev.millrace.trigger.reward.RewardWatches.Seen;
import dev.millrace.trigger.store.Coupons;
import dev.millrace.trigger.store.Referrals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Takes used codes and followed links into the tables, under the customers' locks. */
@ApplicationScoped
class RewardFeedback {

    private final Coupons coupons;
    private final Referrals referrals;
    private final Commands commands;
    private final Counters counters;

    RewardFeedback(Coupons coupons, Referrals referrals, Commands commands, Counters counters) {
        this.coupons = coupons;
        this.referrals = referrals;
        this.commands = commands;
        this.counters = counters;
    }

    void apply(List<SegmentTransition> transitions, Work work) {
        TreeSet<String> keys = new TreeSet<>();
        for (SegmentTransition transition : transitions) {
            if (RewardWatches.read(transition).orElse(null) instanceof Seen.Order order) {
                keys.addAll(order.keys());
            }
        }
        if (!keys.isEmpty()) {
            coupons.lock(keys);
        }
        for (SegmentTransition transition : transitions) {
            String customer = transition.customer().value();
            Optional<Seen> seen = RewardWatches.read(transition);
            if (seen.isPresent() && seen.get() instanceof Seen.Order order) {
                redeem(order, work);
                refer(customer, order);
            } else if (seen.isPresent() && seen.get() instanceof Seen.Visit visit) {
                visit(customer, visit);
            }
        }
    }

    /** Whoever used it: the code is used, and its owner's rules are told. */
    private void redeem(Seen.Order order, Work work) {
        if (order.keys().isEmpty()) {
            return;
        }
        for (Coupons.Owned owned : coupons.redeem(order.keys(), order.order(), order.at())) {
            Coupon coupon = owned.coupon();
            if (owned.customer() != null) {
                Coupon.State state = coupons.poolState(owned.customer(), coupon);
                work.put(commands.parcel(RewardEvents.coupon(owned.customer(), coupon, state, work.now())));
            }
            work.count(any -> counters.coupon(coupon.pool(), coupon.state().text()));
        }
    }

    /** By the code in the order, else by the link that was followed before it. */
    private void refer(String friend, Seen.Order order) {
        Optional<Referrals.Owned> code = referrals.find(order.keys());
        if (code.isEmpty()) {
            code = referrals
                    .visitOf(friend)
                    .filter(visit -> !visit.getValue().isAfter(order.at()))
                    .flatMap(visit -> referrals
                            .find(List.of(visit.getKey()))
                            .filter(owned -> isInTime(visit, owned, order.at())));
        }
        code.ifPresent(owned -> referrals.hold(owned, friend, order.order(), order.at()));
    }

    private static boolean isInTime(Map.Entry<String, Instant> visit, Referrals.Owned owned, Instant order) {
        return !visit.getValue().plus(owned.terms().within()).isBefore(order);
    }

    private void visit(String customer, Seen.Visit visit) {
        referrals
                .find(List.of(visit.key()))
                .filter(owned -> !owned.customer().equals(customer))
                .ifPresent(owned -> referrals.visit(customer, visit.key(), visit.at()));
    }
}
