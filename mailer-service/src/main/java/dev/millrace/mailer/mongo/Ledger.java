package dev.millrace.mailer.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.engagement.MessageEvents;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.ledger.MessageState.Queued;
import dev.millrace.mailer.ledger.MessageState.Sending;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.relay.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Every message with its state. A move is stored only if nobody moved the message since it was read, together with the event
 * it causes, in one operation: there is no state without its event and no event without its state. When MongoDB can't be
 * reached, calls throw and nothing has changed.
 */
@Singleton
public final class Ledger {

    private static final Document PRESENT = new Document("$exists", true);
    private static final Document ABSENT = new Document("$exists", false);
    private static final int MAX_FACTS = 200;
    private static final String LAST_FACT = "facts." + (MAX_FACTS - 1);

    private final Store store;
    private final Routes routes;
    private final Templates templates;
    private final MeterRegistry meters;
    private final Event<MessageQueued> queued;
    private final Event<EventsStored> events;

    Ledger(
            Store store,
            Routes routes,
            Templates templates,
            MeterRegistry meters,
            Event<MessageQueued> queued,
            Event<EventsStored> events) {
        this.store = store;
        this.routes = routes;
        this.templates = templates;
        this.meters = meters;
        this.queued = queued;
        this.events = events;
    }

    /** Told to whoever sends: a message was stored and can be sent at once. Only a hint, the ledger is what counts. */
    public record MessageQueued(String id, String relay, MessageClass messageClass) {}

    /** A message to be looked after: by a worker, or since the lease of the one that was sending it has run out. */
    public record Due(String id, boolean sending) {}

    /** Told to whoever publishes: a message has events to publish. Only a hint, as above. */
    public record EventsStored(String message) {}

    /** What waits for a relay that is not there any more goes over the default one. */
    public void prepare() {
        var messages = store.messages();
        messages.createIndex(Indexes.ascending("messageClass", "relay", "wakeAt"));
        messages.updateMany(
                waiting().append("relay", new Document("$nin", routes.all())), Updates.set("relay", Routes.DEFAULT));
        messages.createIndex(Indexes.ascending("_id", "revision"), new IndexOptions().unique(true));
        messages.createIndex(Indexes.ascending("_id", "events"), new IndexOptions().unique(true));
        messages.createIndex(Indexes.ascending("mail"));
        messages.createIndex(Indexes.ascending("campaign", "state"));
        messages.createIndex(Indexes.ascending("unpublished"), new IndexOptions().sparse(true));
        messages.createIndex(Indexes.compoundIndex(Indexes.ascending("customer"), Indexes.descending("requestedAt")));
    }

    /**
     * Stores a new message. Which variant of its template it gets is settled here.
     *
     * @return false if the message is there already, or was cancelled before it came
     */
    public boolean insert(MessageRequested request, String addressHash, Instant now) {
        return insert(request, addressHash, new Queued(now), now);
    }

    /** For a message that somebody already works on, as when it is stored and claimed in one go. */
    public boolean insert(MessageRequested request, String addressHash, MessageState first, Instant now) {
        String relay = routes.of(request.messageClass(), request.recipient().email());
        boolean inserted = insertOnce(
                LedgerDocuments.newDocument(request, addressHash, relay, templates.variant(request), first, now));
        if (inserted) {
            count(first);
            queued.fire(new MessageQueued(request.id(), relay, request.messageClass()));
        }
        return inserted;
    }

    /** Remembers a cancellation whose request has not come: the request then finds its place taken. */
    public boolean insertCancelled(MessageCancelled cancelled, Instant now) {
        return insertOnce(new Document("_id", cancelled.id())
                .append("customer", cancelled.customer().value())
                .append("state", "cancelled")
                .append("reason", cancelled.reason())
                .append("requestedAt", Store.date(cancelled.at()))
                .append("updatedAt", Store.date(now))
                .append("revision", 1L));
    }

    public Optional<LedgerEntry> find(String id) {
        return Optional.ofNullable(store.messages().find(byId(id)).first())
                .filter(document -> document.containsKey("request"))
                .map(LedgerDocuments::entry);
    }

    /** By what the message is called in the world of mail. */
    public Optional<LedgerEntry> findByMail(MailId mail) {
        return Optional.ofNullable(store.messages()
                        .find(and(eq("mail", mail.toString()), exists("request")))
                        .first())
                .map(LedgerDocuments::entry);
    }

    /**
     * Stores a move.
     *
     * @return the entry in its new state, or empty if the message has moved since {@code from} was read
     */
    public Optional<LedgerEntry> move(LedgerEntry from, MessageState to, int attempts, Instant now) {
        LedgerEntry moved = from.moved(to, attempts, now);
        List<Bson> updates = new ArrayList<>();
        LedgerDocuments.stateFields(to, now)
                .forEach((field, value) ->
                        updates.add(value == null ? Updates.unset(field) : Updates.set(field, value)));
        updates.add(Updates.set("attempts", attempts));
        updates.add(Updates.set("answersLost", moved.answersLost()));
        updates.add(Updates.set("revision", moved.revision()));
        if (moved.variant().isEmpty()) {
            updates.add(Updates.unset("variant"));
        }
        Optional<OutboxEvent> event = MessageEvents.onState(from, to, now).map(OutboxEvent::of);
        event.ifPresent(caused -> {
            updates.add(Updates.push("outbox", caused.toDocument()));
            updates.add(Updates.inc("events", 1L));
            updates.add(Updates.set("unpublished", true));
        });
        var result = store.messages()
                .updateOne(byId(from.id()).append("revision", from.revision()), Updates.combine(updates));
        if (result.getModifiedCount() == 0) {
            return Optional.empty();
        }
        count(to);
        event.ifPresent(caused -> events.fire(new EventsStored(from.id())));
        return Optional.of(moved);
    }

    /**
     * Messages of a class for a relay that have waited long enough, longest first. A server that looks through everything is done soonest
     * with {@code wakeAt} first: few messages wait.
     */
    public List<Due> due(String relay, MessageClass messageClass, Instant now, int limit) {
        List<Due> due = new ArrayList<>();
        Document waited = new Document("wakeAt", new Document("$lte", Store.date(now)))
                .append("messageClass", messageClass.name())
                .append("relay", relay);
        store.messages()
                .find(waited)
                .projection(Projections.include("state"))
                .sort(Sorts.ascending("wakeAt"))
                .limit(limit)
                .forEach(document -> due.add(new Due(
                        document.getString("_id"), document.getString("state").equals(Sending.CODE))));
        return due;
    }

    /** Lets messages of a campaign that wait for such a reason be looked at now. */
    public long wake(String campaign, String reasonBegin, Instant now) {
        return store.messages()
                .updateMany(
                        and(
                                eq("campaign", campaign),
                                eq("state", "retry-at"),
                                regex("reason", "^" + Pattern.quote(reasonBegin))),
                        Updates.combine(Updates.set("wakeAt", Store.date(now)), Updates.inc("revision", 1L)))
                .getModifiedCount();
    }

    /** Lets go of what an earlier life of this instance had claimed. What it was sending keeps its lease. */
    public long releaseClaims(String owner, Instant now) {
        return store.messages()
                .updateMany(
                        waiting().append("state", "claimed").append("owner", owner),
                        Updates.combine(Updates.set("wakeAt", Store.date(now)), Updates.inc("revision", 1L)))
                .getModifiedCount();
    }

    /**
     * Records something that happened to a message after it was sent, once. A message takes so many facts and no more: whoever has one
     * of its links can't let it grow for ever.
     *
     * @param fact the events' common id; a fact that is known already changes nothing
     * @return false if the fact was known, or the message is not, or it has taken all that it takes
     */
    public boolean record(String message, String fact, List<OutboxEvent> caused) {
        List<Document> documents = caused.stream().map(OutboxEvent::toDocument).toList();
        Document notYet = new Document("$ne", fact);
        var result = store.messages()
                .updateOne(
                        byId(message).append("facts", notYet).append(LAST_FACT, ABSENT),
                        Updates.combine(
                                Updates.push("facts", fact),
                                Updates.pushEach("outbox", documents),
                                Updates.inc("events", (long) documents.size()),
                                Updates.set("unpublished", true)));
        boolean recorded = result.getModifiedCount() > 0;
        if (recorded) {
            events.fire(new EventsStored(message));
        } else if (store.messages()
                        .find(byId(message).append("facts", notYet).append(LAST_FACT, PRESENT))
                        .first()
                != null) {
            meters.counter("millrace.mailer.facts.refused").increment();
        }
        return recorded;
    }

    /** Ids of messages that have events to publish, in their order, from the one after {@code after} on. */
    public List<String> unpublished(String after, int limit) {
        List<String> ids = new ArrayList<>();
        store.messages()
                .find(and(eq("unpublished", true), gt("_id", after)))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .forEach(document -> ids.add(document.getString("_id")));
        return ids;
    }

    /**
     * What a message has to publish.
     *
     * @param noted how many events it ever had, if nothing else is to become of it when these are out
     */
    public record Outbox(String message, List<OutboxEvent> events, Optional<Long> noted) {}

    public Outbox outbox(String message) {
        Document document = store.messages()
                .find(byId(message))
                .projection(Projections.include("outbox", "events", "state"))
                .first();
        if (document == null || document.get("outbox") == null) {
            return new Outbox(message, List.of(), Optional.empty());
        }
        boolean erased = Erasures.STATE.equals(document.getString("state"));
        return new Outbox(
                message,
                document.getList("outbox", Document.class).stream()
                        .map(OutboxEvent::fromDocument)
                        .toList(),
                Optional.ofNullable(erased ? null : document.getLong("events")));
    }

    /** Takes published events out, and the mark that there are some; one that was added meanwhile stays, and with it the mark. */
    public void published(Outbox outbox) {
        boolean all = outbox.noted()
                .filter(noted -> store.messages()
                                .updateOne(
                                        byId(outbox.message()).append("events", noted),
                                        Updates.combine(Updates.unset("outbox"), Updates.unset("unpublished")))
                                .getModifiedCount()
                        > 0)
                .isPresent();
        if (!all) {
            List<String> ids = outbox.events().stream().map(OutboxEvent::id).toList();
            store.messages()
                    .updateOne(
                            byId(outbox.message()),
                            Updates.pull("outbox", new Document("id", new Document("$in", ids))));
        }
    }

    /**
     * Takes the mark from messages whose events went out one after the other, many at once: it costs a look through them. Of a message whose
     * customer is erased nothing stays then.
     */
    public void unmarkPublished() {
        Document allOut = new Document("unpublished", true).append("outbox.0", ABSENT);
        store.messages().deleteMany(new Document(allOut).append("state", Erasures.STATE));
        store.messages().updateMany(allOut, Updates.unset("unpublished"));
    }

    public Map<String, Long> countByState() {
        Map<String, Long> counts = new LinkedHashMap<>();
        store.messages()
                .aggregate(List.of(
                        new Document("$group", new Document("_id", "$state").append("count", new Document("$sum", 1)))))
                .forEach(group -> counts.put(
                        group.getString("_id"), group.get("count", Number.class).longValue()));
        return counts;
    }

    /** Newest first. */
    public List<LedgerEntry> list(Optional<String> customer, Optional<String> state, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(exists("request")));
        customer.ifPresent(id -> filters.add(eq("customer", id)));
        state.ifPresent(code -> filters.add(eq("state", code)));
        List<LedgerEntry> entries = new ArrayList<>();
        store.messages()
                .find(and(filters))
                .sort(Sorts.descending("requestedAt"))
                .limit(limit)
                .forEach(document -> entries.add(LedgerDocuments.entry(document)));
        return entries;
    }

    /**
     * The embedded server has unique indexes only, and takes one only for a flat document of exactly its fields; for any other, also the
     * driver's {@code and}, it looks through everything.
     */
    private static Document byId(String id) {
        return new Document("_id", id);
    }

    /** Messages that are not final, by the index of what is due: few of all that ever were. */
    private static Document waiting() {
        List<String> classes =
                Arrays.stream(MessageClass.values()).map(MessageClass::name).toList();
        return new Document("wakeAt", new Document("$gt", Store.date(Instant.EPOCH)))
                .append("messageClass", new Document("$in", classes));
    }

    private boolean insertOnce(Document document) {
        try {
            store.messages().insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (Store.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private void count(MessageState state) {
        meters.counter("millrace.mailer.messages", "state", state.code()).increment();
    }
}
