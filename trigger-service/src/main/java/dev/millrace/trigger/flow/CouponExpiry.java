package dev.millrace.trigger.flow;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.reward.Coupon;
import dev.millrace.trigger.reward.RewardEvents;
import dev.millrace.trigger.store.Coupons;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.Signal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;

/** Lets codes expire that were not used in time, and tells of it. Doing it again changes nothing. */
@ApplicationScoped
public class CouponExpiry {

    private static final int MOST = 200;

    private final Coupons coupons;
    private final Customers customers;
    private final Outbox outbox;
    private final Commands commands;
    private final Counters counters;
    private final InstantSource time;
    private final Loop loop;

    CouponExpiry(
            TriggerConfig config,
            Coupons coupons,
            Customers customers,
            Outbox outbox,
            Commands commands,
            Counters counters,
            InstantSource time) {
        this.coupons = coupons;
        this.customers = customers;
        this.outbox = outbox;
        this.commands = commands;
        this.counters = counters;
        this.time = time;
        this.loop = new Loop(
                "coupon-expiry",
                new Signal(),
                config.rewardsSwept(),
                this::round,
                e -> counters.roundFailed("coupon-expiry"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean round() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = time.instant();
            List<String> concerned = coupons.expiring(now, MOST);
            if (concerned.isEmpty()) {
                return false;
            }
            customers.lock(new TreeSet<>(concerned));
            Work work = new Work(now);
            for (Coupons.Owned owned : coupons.expire(concerned, now)) {
                Coupon coupon = owned.coupon();
                if (owned.customer() != null) {
                    Coupon.State state = coupons.poolState(owned.customer(), coupon);
                    work.put(commands.parcel(RewardEvents.coupon(owned.customer(), coupon, state, now)));
                }
                work.count(any -> counters.coupon(coupon.pool(), coupon.state().text()));
            }
            outbox.add(work.parcels(), now);
            work.count(counters);
            return true;
        });
    }
}
