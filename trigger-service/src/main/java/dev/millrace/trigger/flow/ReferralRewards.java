package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.reward.Referral;
import dev.millrace.trigger.reward.Referral.Ruling;
import dev.millrace.trigger.reward.RewardEvents;
import dev.millrace.trigger.segment.SegmentKnowledge;
import dev.millrace.trigger.store.AddressHash;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.Referrals;
import dev.millrace.trigger.store.Referrals.Held;
import dev.millrace.trigger.store.RewardDesk;
import dev.millrace.trigger.store.Signal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rewards both sides of a referral when the friend's first order can no longer be cancelled: asks segment-service about both
 * outside of any transaction, and decides under both locks. Both get theirs, or none yet.
 */
@ApplicationScoped
public class ReferralRewards {

    /** Undoes what the other side was given. */
    private static final class EmptyPool extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static final int MOST = 50;
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration POOL_AGAIN = Duration.ofMinutes(5);
    /** Names the question in logs. */
    private static final String ASKER = "referrals";

    private final Referrals referrals;
    private final RewardDesk desk;
    private final Customers customers;
    private final SegmentKnowledge knowledge;
    private final AddressHash addresses;
    private final Outbox outbox;
    private final Commands commands;
    private final Counters counters;
    private final InstantSource time;
    private final Loop loop;

    ReferralRewards(
            TriggerConfig config,
            Referrals referrals,
            RewardDesk desk,
            Customers customers,
            SegmentKnowledge knowledge,
            AddressHash addresses,
            Outbox outbox,
            Commands commands,
            Counters counters,
            InstantSource time) {
        this.referrals = referrals;
        this.desk = desk;
        this.customers = customers;
        this.knowledge = knowledge;
        this.addresses = addresses;
        this.outbox = outbox;
        this.commands = commands;
        this.counters = counters;
        this.time = time;
        this.loop = new Loop(
                "referral-rewards",
                new Signal(),
                config.rewardsSwept(),
                this::round,
                e -> counters.roundFailed("referral-rewards"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean round() {
        Instant now = time.instant();
        List<Held> claimed = QuarkusTransaction.requiringNew().call(() -> referrals.claim(now, now.plus(AGAIN), MOST));
        if (claimed.isEmpty()) {
            return false;
        }
        TreeSet<String> concerned = new TreeSet<>();
        claimed.forEach(held -> concerned.addAll(List.of(held.referrer(), held.friend())));
        Map<String, Knowledge> answers =
                knowledge.ask(ASKER, Map.of(), List.of(), Map.of(), concerned, leastKnown(now));
        for (Held held : claimed) {
            try {
                QuarkusTransaction.requiringNew()
                        .call(() -> decide(held, answers, now))
                        .count(counters);
            } catch (EmptyPool e) {
                QuarkusTransaction.requiringNew()
                        .run(() -> referrals.putOff(held.id(), now.plus(POOL_AGAIN), Reason.POOL_EMPTY.text()));
            }
        }
        return claimed.size() == MOST;
    }

    private Work decide(Held claimed, Map<String, Knowledge> answers, Instant askedAt) {
        Work work = new Work(time.instant());
        customers.lock(new TreeSet<>(List.of(claimed.referrer(), claimed.friend())));
        Optional<Held> held = referrals.lock(claimed.id());
        boolean same = held.isPresent()
                && held.get().friend().equals(claimed.friend())
                && held.get().referrer().equals(claimed.referrer());
        if (!same) {
            return work; // erased, or merged since: asked again if it is still there
        }
        Knowledge referrer = answers.get(claimed.referrer());
        Knowledge friend = answers.get(claimed.friend());
        if (!isFresh(referrer, askedAt) || !isFresh(friend, askedAt)) {
            referrals.putOff(claimed.id(), work.now().plus(AGAIN), "no-answer");
            return work;
        }
        Ruling ruling = Referral.rule(
                side(referrer), side(friend), claimed.order(), claimed.orderAt().toString());
        if (ruling == Ruling.GIVEN && !give(claimed, work)) {
            throw new EmptyPool();
        }
        referrals.decide(claimed.id(), ruling, work.now());
        outbox.add(work.parcels(), work.now());
        work.count(counts -> counts.referral(ruling.text()));
        return work;
    }

    /** Order's cancellations up to about now must be known. */
    private static boolean isFresh(@Nullable Knowledge answer, Instant askedAt) {
        Instant least = leastKnown(askedAt);
        if (answer instanceof Knowledge.Customer customer) {
            return !customer.asOf().isBefore(least);
        }
        return answer instanceof Knowledge.Stranger stranger && !stranger.asOf().isBefore(least);
    }

    private static Instant leastKnown(Instant askedAt) {
        return askedAt.minus(AGAIN);
    }

    private Referral.@Nullable Side side(@Nullable Knowledge answer) {
        return answer instanceof Knowledge.Customer customer
                ? new Referral.Side(
                        customer.id(), addresses.ofTraits(customer.traits()), customer.traits(), customer.orders())
                : null;
    }

    /** False if there is no code left for one of the sides. */
    private boolean give(Held held, Work work) {
        Optional<Referrals.Owned> code = referrals.find(List.of(held.key()));
        if (code.isEmpty()) {
            return true; // the referrer was erased
        }
        CustomerId referrer = CustomerId.of(held.referrer());
        CustomerId friend = CustomerId.of(held.friend());
        String text = code.get().code().code();
        Optional<List<ShopEvent>> first =
                desk.give(referrer, held.id() + "-referrer", code.get().terms().reward(), work.now());
        Optional<List<ShopEvent>> second =
                desk.give(friend, held.id() + "-friend", code.get().terms().friend(), work.now());
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        first.get().forEach(event -> work.put(commands.parcel(event)));
        second.get().forEach(event -> work.put(commands.parcel(event)));
        Instant after = work.now().plusMillis(1);
        work.put(commands.parcel(RewardEvents.rewarded(referrer, held.id(), "referrer", text, after)));
        work.put(commands.parcel(RewardEvents.rewarded(friend, held.id(), "friend", text, after)));
        return true;
    }
}
