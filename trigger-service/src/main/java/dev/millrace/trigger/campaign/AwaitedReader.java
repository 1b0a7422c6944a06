package dev.millrace.trigger.campaign;

import dev.millrace.contract.EventWatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a campaign listens for: {@code {entered: SEGMENT}}, {@code {exited: SEGMENT}} or {@code {event: NAME}}. */
final class AwaitedReader {

    static final String EXPECTED = "{entered: SEGMENT}, {exited: SEGMENT} or {event: NAME}";

    private static final int LONGEST_NAME = 200;

    private final Values values;

    AwaitedReader(Values values) {
        this.values = values;
    }

    /** Everything of the kind that stands in the part, of which it may have several. */
    List<Awaited> all(DocumentPart part) {
        List<Awaited> found = new ArrayList<>();
        if (part.has("entered")) {
            String segment = values.segment(part.child("entered"));
            if (segment != null) {
                found.add(new Awaited.Entered(segment));
            }
        }
        if (part.has("exited")) {
            String segment = values.segment(part.child("exited"));
            if (segment != null) {
                found.add(new Awaited.Exited(segment));
            }
        }
        if (part.has("event")) {
            WatchedEvent event = event(part);
            if (event != null) {
                found.add(new Awaited.Occurred(event));
            }
        } else if (part.has("where")) {
            part.child("where").problem("is a condition on an event, but no event is named beside it");
        }
        return found;
    }

    /** Exactly one of them. */
    @Nullable
    Awaited one(DocumentPart part) {
        long named =
                List.of("entered", "exited", "event").stream().filter(part::has).count();
        if (named != 1) {
            part.problem("names " + (named == 0 ? "nothing to listen for" : "several things to listen for")
                    + "; expected one of " + EXPECTED);
            return null;
        }
        List<Awaited> found = all(part);
        return found.isEmpty() ? null : found.get(0);
    }

    @Nullable
    WatchedEvent event(DocumentPart part) {
        DocumentPart namePart = part.child("event");
        String name = values.text(namePart, "the name of an event such as Order Completed");
        DocumentPart filterPart = part.optional("where");
        String filter = filterPart == null ? null : values.text(filterPart, "a condition such as total > 50");
        List<String> properties = properties(part.optional("properties"));
        if (name == null) {
            return null;
        }
        if (name.length() > LONGEST_NAME || name.indexOf('"') >= 0 || name.indexOf('\\') >= 0) {
            namePart.problem(namePart.found() + "; expected a name of at most " + LONGEST_NAME
                    + " characters without quotes and backslashes");
            return null;
        }
        WatchedEvent event = new WatchedEvent(name, filter, properties);
        values.refer(new Reference.Event(event, namePart.path(), filterPart == null ? null : filterPart.path()));
        return event;
    }

    private static List<String> properties(@Nullable DocumentPart part) {
        if (part == null) {
            return List.of();
        }
        List<DocumentPart> items = part.items();
        if (!part.isList() || items.isEmpty() || items.size() > EventWatch.MAX_PROPERTIES) {
            part.problem(part.found() + "; expected a list of 1 to " + EventWatch.MAX_PROPERTIES
                    + " properties such as order_id");
            return List.of();
        }
        List<String> properties = new ArrayList<>();
        for (DocumentPart item : items) {
            String property = item.text("a property such as order_id");
            if (property != null && property.length() > LONGEST_NAME) {
                item.problem("has " + property.length() + " characters; expected at most " + LONGEST_NAME);
            } else if (property != null) {
                properties.add(property);
            }
        }
        return properties;
    }
}
