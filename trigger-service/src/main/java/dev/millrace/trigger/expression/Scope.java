package dev.millrace.trigger.expression;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which names of the journey a campaign's expressions may use; that depends on what starts it. */
public final class Scope {

    public static final String PROPERTIES = "trigger.properties.";

    private static final Map<String, Type> OF_ALL = Map.of(
            "trigger.at", Type.INSTANT,
            "enrolment.started", Type.INSTANT,
            "enrolment.sent", Type.NUMBER,
            "enrolment.unanswered", Type.NUMBER);

    private static final Map<String, Type> OF_EVENTS = Map.of(
            "trigger.event", Type.TEXT,
            "trigger.total", Type.NUMBER,
            "trigger.currency", Type.TEXT);

    private static final String OF_SEGMENTS = "trigger.segment";

    private final Map<String, Type> fields = new TreeMap<>(OF_ALL);
    private final boolean startsOnEvent;

    private Scope(boolean startsOnEvent) {
        this.startsOnEvent = startsOnEvent;
    }

    /** Of a campaign that neither a segment nor an event starts. */
    public static Scope plain() {
        return new Scope(false);
    }

    public static Scope ofSegment() {
        Scope scope = new Scope(false);
        scope.fields.put(OF_SEGMENTS, Type.TEXT);
        return scope;
    }

    /** @param properties those of the event that the start takes along */
    public static Scope ofEvent(Iterable<String> properties) {
        Scope scope = new Scope(true);
        scope.fields.putAll(OF_EVENTS);
        properties.forEach(property -> scope.fields.put(PROPERTIES + property, Type.ANY));
        return scope;
    }

    /** Whether the event that starts it tells of this property. */
    public boolean tells(String property) {
        return fields.containsKey(PROPERTIES + property);
    }

    @Nullable
    Type type(String path) {
        return fields.get(path);
    }

    /** Why there is no such name, and which there are. */
    String missing(String path) {
        if (path.startsWith(PROPERTIES) && startsOnEvent) {
            String property = path.substring(PROPERTIES.length());
            return "the start does not take the event's property " + property + " along; add it to start.properties";
        }
        if (path.startsWith(PROPERTIES) || OF_EVENTS.containsKey(path)) {
            return path + " is that of an event, but no event starts this campaign";
        }
        if (path.equals(OF_SEGMENTS)) {
            return path + " is known only where entering or leaving a segment starts the campaign, or a broadcast";
        }
        return "there is no " + path + "; expected one of " + new TreeSet<>(fields.keySet());
    }
}
