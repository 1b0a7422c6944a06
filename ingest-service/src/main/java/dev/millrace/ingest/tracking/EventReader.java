package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.IdentityKey;
import dev.millrace.contract.ShopEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes events of calls. Pure: the same call from the same origin gives the same event, but for the id of a call that
 * brought none. Each call stands alone; a bad one is refused with its place in the request and the others are not touched,
 * also when reading it fails in a way that was not foreseen.
 */
public final class EventReader {

    private final IdentityKey identity;
    private final Limits limits;
    private final Supplier<String> newId;

    /** @param newId an id that was never given before, for calls that bring none */
    public EventReader(IdentityKey identity, Limits limits, Supplier<String> newId) {
        this.identity = identity;
        this.limits = limits;
        this.newId = newId;
    }

    /** Calls that each say in {@code type} what they are. */
    public List<Reading> readTyped(Calls calls, Origin origin) {
        return read(calls, Optional.empty(), origin);
    }

    /** Calls of one type, whatever they say themselves. */
    public List<Reading> readAs(CallType type, Calls calls, Origin origin) {
        return read(calls, Optional.of(type), origin);
    }

    private List<Reading> read(Calls calls, Optional<CallType> given, Origin origin) {
        List<Reading> readings = new ArrayList<>(calls.calls().size());
        for (Calls.Call call : calls.calls()) {
            readings.add(read(call, calls, given, origin));
        }
        return readings;
    }

    private Reading read(Calls.Call call, Calls all, Optional<CallType> given, Origin origin) {
        try {
            if (call.fault() != null) {
                throw new BadField(Reading.Reason.NOT_JSON, call.fault());
            }
            if (!call.json().isObject()) {
                throw new BadField(
                        Reading.Reason.NOT_AN_OBJECT,
                        "the event is " + Fields.kind(call.json()) + ", expected an object");
            }
            long bytes = call.bytes() + all.contextBytes();
            if (bytes > limits.eventBytes()) {
                throw new BadField(
                        Reading.Reason.TOO_BIG,
                        "the event has %d bytes, of which %d in the context of the batch, expected at most %d"
                                .formatted(bytes, all.contextBytes(), limits.eventBytes()));
            }
            if (!call.plain()) {
                Text.clean(call.json());
            }
            CallType type = given.orElseGet(() -> CallType.of(call.json()));
            ObjectNode json = (ObjectNode) call.json();
            if (all.anonymousId() != null && !Fields.present(json.path("anonymousId"))) {
                json.put("anonymousId", all.anonymousId());
            }
            return event(json, call.plain() && all.context().isMissingNode(), all, type, origin);
        } catch (BadField e) {
            return e.asRefused(call.index());
        } catch (RuntimeException e) {
            // its message may quote what was sent
            return new Reading.Refused(
                    call.index(),
                    Reading.Reason.UNREADABLE,
                    "the event could not be read, expected a call as Segment's API describes it");
        }
    }

    private Reading.Accepted event(JsonNode call, boolean plain, Calls all, CallType type, Origin origin) {
        ObjectNode said = Fields.object(call, "context");
        if (all.context().isObject()) {
            said = Fields.merged(said, (ObjectNode) all.context());
        }
        ObjectNode traits = Fields.object(said, "traits");
        if (type == CallType.IDENTIFY) {
            traits = Fields.merged(Fields.object(call, "traits"), traits);
        }
        traits = traits.deepCopy();
        ObjectNode context = context(said, type);
        EventName name = CallProperties.name(call, type);
        ObjectNode properties = CallProperties.of(call, type, name);
        // of what is plain that was seen while it was read
        if (!plain) {
            Numbers.check(properties, "properties");
            Numbers.check(traits, "traits");
            Numbers.check(context, "context");
        }
        Consent.checkTrait(traits);
        Person person = Person.of(call, traits, identity);
        if (type == CallType.ALIAS) {
            person = person.alsoKnownAs(Alias.previous(call, person, origin.trust(), identity));
        }
        EventTime time = EventTime.of(call, all.sentAt(), origin);
        ShopEvent event = new ShopEvent(
                Fields.id(call, "messageId", ShopEvent.MAX_ID_LENGTH).orElseGet(newId),
                type.kind(),
                name.text(),
                person.id(),
                person.alsoKnownAs(),
                person.userId(),
                person.anonymousId(),
                time.at(),
                origin.receivedAt(),
                origin.source(),
                origin.trust(),
                origin.historical(),
                properties,
                traits,
                time.ahead() ? Fields.copy(context).put("clockAhead", true) : context);
        return new Reading.Accepted(name.topic(), event, notes(time, person));
    }

    /** A copy, where it differs. */
    private static ObjectNode context(ObjectNode said, CallType type) {
        if (type != CallType.SCREEN && !said.has("traits")) {
            return said;
        }
        ObjectNode context = Fields.copy(said);
        context.remove("traits");
        return type == CallType.SCREEN ? context.put("screen", true) : context;
    }

    private static Set<Reading.Note> notes(EventTime time, Person person) {
        if (!time.ahead() && !person.emailDropped() && !person.idDropped()) {
            return Set.of();
        }
        Set<Reading.Note> notes = EnumSet.noneOf(Reading.Note.class);
        if (time.ahead()) {
            notes.add(Reading.Note.CLOCK_AHEAD);
        }
        if (person.emailDropped()) {
            notes.add(Reading.Note.EMAIL_DROPPED);
        }
        if (person.idDropped()) {
            notes.add(Reading.Note.ID_DROPPED);
        }
        return notes;
    }
}
