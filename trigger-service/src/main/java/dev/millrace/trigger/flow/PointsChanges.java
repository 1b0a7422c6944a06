package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.journey.Rewards.Moved;
import dev.millrace.trigger.reward.RewardEvents;
import dev.millrace.trigger.store.Customers;
import dev.millrace.trigger.store.Outbox;
import dev.millrace.trigger.store.People;
import dev.millrace.trigger.store.Points;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Points that the shop itself adds or spends: once for each of the shop's ids, whoever the customer has become since. */
@ApplicationScoped
public class PointsChanges {

    /** What came of it, with the balance then. */
    public record Result(Kind kind, long balance) {

        public enum Kind {
            MOVED,
            NOT_ENOUGH,
            /** The id was used for somebody else. */
            OTHERS_ID
        }
    }

    private final Customers customers;
    private final People people;
    private final Points points;
    private final Outbox outbox;
    private final Commands commands;
    private final InstantSource time;

    PointsChanges(
            Customers customers, People people, Points points, Outbox outbox, Commands commands, InstantSource time) {
        this.customers = customers;
        this.people = people;
        this.points = points;
        this.outbox = outbox;
        this.commands = commands;
        this.time = time;
    }

    @Transactional
    public Result move(CustomerId asked, String id, long amount, String reason) {
        String owner = people.now(asked.value()).orElse(asked.value());
        customers.lock(new TreeSet<>(List.of(asked.value(), owner)));
        Instant now = time.instant();
        String entry = StableDigest.id("shop", id);
        Optional<String> known = points.ownerOf(entry);
        if (known.isPresent() && !known.get().equals(owner)) {
            return new Result(Result.Kind.OTHERS_ID, 0);
        }
        Optional<Moved> moved = points.move(owner, entry, amount, reason, now);
        if (moved.isEmpty()) {
            return new Result(Result.Kind.NOT_ENOUGH, points.balance(owner).orElse(0L));
        }
        long balance = moved.get().balance();
        if (known.isEmpty()) {
            outbox.add(
                    List.of(commands.parcel(RewardEvents.points(CustomerId.of(owner), entry, amount, balance, now))),
                    now);
        }
        return new Result(Result.Kind.MOVED, balance);
    }
}
