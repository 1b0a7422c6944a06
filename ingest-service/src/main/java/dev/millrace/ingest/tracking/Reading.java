package dev.millrace.ingest.tracking;

import dev.millrace.contract.ShopEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What became of one call: an event to store, or a refusal that tells the producer what to change. */
public sealed interface Reading {

    /** What was changed so that an event could be kept. */
    enum Note {
        /** The device's clock is ahead: the time of the event became the time of receiving it. */
        CLOCK_AHEAD,
        /** The e-mail trait was no address and is not kept. */
        EMAIL_DROPPED,
        /** Text such as {@code undefined} stood in for an id: nobody is named by it. */
        ID_DROPPED
    }

    /** Why an event was refused, in few enough words to count by. */
    enum Reason {
        /** It can't be read as JSON, though what stands around it can. */
        NOT_JSON,
        NOT_AN_OBJECT,
        TOO_BIG,
        TOO_DEEP,
        UNKNOWN_TYPE,
        NO_NAME,
        NO_IDENTIFIER,
        BAD_ID,
        BAD_TIME,
        BAD_AMOUNT,
        /** A number too long to be handled safely. */
        BAD_NUMBER,
        BAD_CONSENT,
        WRONG_TYPE,
        /** Reading it failed in a way nobody foresaw. */
        UNREADABLE
    }

    /** Those that ended so. */
    static <T extends Reading> List<T> ofType(List<Reading> readings, Class<T> type) {
        List<T> found = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            if (type.isInstance(reading)) {
                found.add(type.cast(reading));
            }
        }
        return found;
    }

    record Accepted(EventTopic topic, ShopEvent event, Set<Note> notes) implements Reading {

        public Accepted {
            notes = Set.copyOf(notes);
        }
    }

    /**
     * Not taken.
     *
     * @param message what was found and what was expected; never an id or an address
     */
    record Refused(int index, Reason reason, String message) implements Reading {}
}
