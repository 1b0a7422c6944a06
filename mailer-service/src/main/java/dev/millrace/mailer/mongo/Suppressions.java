package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.millrace.contract.MessageCommand.MessageClass;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/**
 * Addresses that must not be written to, by keyed hash, so that they stay known after the address itself is forgotten. An
 * unsubscribed address still gets transactional mail; one that does not exist gets none. The first reason is kept.
 */
@Singleton
public final class Suppressions {

    private final Store store;

    Suppressions(Store store) {
        this.store = store;
    }

    public void unsubscribe(String addressHash, String message, Instant now) {
        add(addressHash, "marketing", "unsubscribed", message, now);
    }

    public void badAddress(String addressHash, String reply, String message, Instant now) {
        add(addressHash, "all", reply, message, now);
    }

    /** Why the address must not get such mail; empty if it may. */
    public Optional<String> reason(String addressHash, MessageClass messageClass) {
        Document found = store.suppressions().find(eq("_id", addressHash)).first();
        if (found == null) {
            return Optional.empty();
        }
        Document all = found.get("all", Document.class);
        if (all != null) {
            return Optional.of("the address was refused: " + all.getString("reason"));
        }
        return messageClass == MessageClass.MARKETING && found.containsKey("marketing")
                ? Optional.of("unsubscribed")
                : Optional.empty();
    }

    private void add(String addressHash, String scope, String reason, String message, Instant now) {
        Document entry =
                new Document("reason", reason).append("message", message).append("since", Store.date(now));
        try {
            store.suppressions()
                    .updateOne(
                            and(eq("_id", addressHash), exists(scope, false)),
                            Updates.set(scope, entry),
                            new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (!Store.isDuplicate(e)) {
                throw e;
            }
        }
    }
}
