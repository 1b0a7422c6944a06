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
 * unsubscribed address, and one whose owner complained, still gets transactional mail; one that does not exist gets none. The first reason is kept.
 */
@Singleton
public final class Suppressions {

    private static final String MARKETING = "marketing";

    private final Store store;

    Suppressions(Store store) {
        this.store = store;
    }

    /** @return since when it is unsubscribed: now, unless it was before */
    public Instant unsubscribe(String addressHash, String message, Instant now) {
        add(addressHash, MARKETING, "unsubscribed", message, now);
        Document found = store.suppressions().find(eq("_id", addressHash)).first();
        Document entry = found == null ? null : found.get(MARKETING, Document.class);
        return entry == null ? now : Store.requireInstant(entry, "since");
    }

    public void complained(String addressHash, String message, Instant now) {
        add(addressHash, MARKETING, "complained", message, now);
    }

    /** The reader said so themselves, by a link that only their mail box has. An address that does not exist stays out. */
    public void resubscribe(String addressHash) {
        store.suppressions().updateOne(eq("_id", addressHash), Updates.unset(MARKETING));
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
        Document marketing = found.get(MARKETING, Document.class);
        return messageClass == MessageClass.MARKETING && marketing != null
                ? Optional.of(marketing.getString("reason"))
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
