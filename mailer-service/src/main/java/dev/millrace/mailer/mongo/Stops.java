package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.millrace.mailer.pacing.StopRule;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/**
 * Campaigns whose marketing mail waits, because servers refused some of it for what they think of us. Workers see a stop at most a
 * second late. A campaign goes on when somebody says so, and begins to count anew.
 */
@Singleton
public final class Stops {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MAX_REMEMBERED = 10_000;

    private final Store store;
    private final StopRule rule;
    private final MeterRegistry meters;
    private final InstantSource time;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(Optional<String> reason, Instant readAt) {}

    Stops(Store store, StopRule rule, MeterRegistry meters, InstantSource time) {
        this.store = store;
        this.rule = rule;
        this.meters = meters;
        this.time = time;
    }

    /** A campaign that waits, and the last of the refusals that stopped it. */
    public record Stop(String campaign, Instant since, String reason) {}

    /** A server refused a mail of the campaign, and it was about us. */
    public void refused(String campaign, String reply, Instant now) {
        var stops = store.stops();
        try {
            stops.updateOne(
                    eq("_id", campaign),
                    Updates.pull("refused", new Document("$lt", Store.date(rule.since(now)))),
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (!Store.isDuplicate(e)) {
                throw e;
            }
        }
        stops.updateOne(eq("_id", campaign), Updates.push("refused", Store.date(now)));
        Document counted = stops.find(eq("_id", campaign)).first();
        List<Instant> refused = counted == null
                ? List.of()
                : counted.getList("refused", java.util.Date.class).stream()
                        .map(java.util.Date::toInstant)
                        .toList();
        if (rule.stops(refused, now)
                && stops.updateOne(
                                        and(eq("_id", campaign), exists("since", false)),
                                        Updates.combine(
                                                Updates.set("since", Store.date(now)), Updates.set("reason", reply)))
                                .getModifiedCount()
                        > 0) {
            remembered.remove(campaign);
            meters.counter("millrace.mailer.campaigns.stopped").increment();
        }
    }

    /** Why the campaign's mail waits; empty if it does not. Possibly a second old. */
    public Optional<String> reason(String campaign) {
        Instant now = time.instant();
        Remembered known = remembered.get(campaign);
        if (known == null || !now.isBefore(known.readAt.plus(REMEMBERED))) {
            known = new Remembered(find(campaign).map(Stop::reason), now);
            if (remembered.size() > MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(campaign, known);
        }
        return known.reason;
    }

    public List<Stop> list() {
        List<Stop> all = new ArrayList<>();
        store.stops().find(exists("since")).sort(Sorts.ascending("_id")).forEach(stop -> all.add(read(stop)));
        return all;
    }

    /** @return false if it was not stopped */
    public boolean resume(String campaign) {
        boolean wasStopped = store.stops()
                        .deleteOne(and(eq("_id", campaign), exists("since")))
                        .getDeletedCount()
                > 0;
        remembered.remove(campaign);
        return wasStopped;
    }

    private Optional<Stop> find(String campaign) {
        return Optional.ofNullable(store.stops()
                        .find(and(eq("_id", campaign), exists("since")))
                        .first())
                .map(Stops::read);
    }

    private static Stop read(Document document) {
        return new Stop(
                document.getString("_id"), Store.requireInstant(document, "since"), document.getString("reason"));
    }
}
