package dev.millrace.mailer.mongo;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Forgets customers: their messages with addresses, snapshots and facts, and what they chose. What stays is up to when they are
 * forgotten, and the keyed hash of an address that must not be written to. A message whose events are not published yet loses everything
 * else at once and goes with the last of them. A worker that has the message in hand finds it gone and does not send it.
 *
 * <p>Each step may be done again, and what a later step needs goes last, so a crash in between costs nothing.
 */
@Singleton
public final class Erasures {

    /** Of what is left of a message until its events are published. */
    static final String STATE = "erased";

    /** What was decided while the services heard of the erasure, each when it came to it, was decided for the one who is forgotten. */
    private static final Duration HEARD_BY_ALL = Duration.ofMinutes(1);

    private static final String UP_TO = "upTo";
    private static final Bson EMPTIED = Updates.combine(
            Updates.set("state", STATE),
            // whoever publishes meanwhile does not take it for done, and the last look deletes it
            Updates.inc("events", 1L),
            Updates.set("unpublished", true),
            Updates.combine(
                    LedgerDocuments.ALL_BUT_EVENTS.stream().map(Updates::unset).toList()));

    private final Store store;
    private final MeterRegistry meters;

    Erasures(Store store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    /** What is requested from here on for the time before, see {@link #isErased}, is not stored any more. */
    public void erase(CustomerErased erased) {
        String customer = erased.customer().value();
        Date upTo = Store.date(erased.at().plus(HEARD_BY_ALL));
        store.erasures()
                .updateOne(new Document("_id", customer), Updates.max(UP_TO, upTo), new UpdateOptions().upsert(true));
        eraseMessages(new Document("customer", customer).append("requestedAt", new Document("$lte", upTo)));
    }

    /** Forgets one message of a customer who is forgotten. */
    public void erase(String message) {
        eraseMessages(new Document("_id", message).append("customer", new Document("$exists", true)));
    }

    /** Whether what was decided then was decided for somebody who is forgotten. */
    public boolean isErased(CustomerId customer, Instant decided) {
        Document erasure =
                store.erasures().find(new Document("_id", customer.value())).first();
        return erasure != null && !decided.isAfter(Store.requireInstant(erasure, UP_TO));
    }

    private void eraseMessages(Document which) {
        store.preferences().deleteMany(new Document("_id", new Document("$in", addresses(which))));
        Document published = new Document(which).append("unpublished", new Document("$exists", false));
        long erased = store.messages().deleteMany(published).getDeletedCount()
                + store.messages().updateMany(which, EMPTIED).getModifiedCount();
        meters.counter("millrace.mailer.erased").increment(erased);
    }

    private List<String> addresses(Document which) {
        Set<String> hashes = new HashSet<>();
        store.messages()
                .find(which)
                .projection(Projections.include("addressHash"))
                .forEach(message -> hashes.add(message.getString("addressHash")));
        hashes.remove(null);
        return List.copyOf(hashes);
    }
}
