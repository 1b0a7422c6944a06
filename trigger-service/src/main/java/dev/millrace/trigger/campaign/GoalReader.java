package dev.millrace.trigger.campaign;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a campaign is for: {@code {event: NAME, where: CONDITION, within: 7d, value: PROPERTY, touch: opened}}. */
final class GoalReader {

    private static final int LONGEST_NAME = 200;

    private final Values values;

    GoalReader(Values values) {
        this.values = values;
    }

    @Nullable
    Goal read(@Nullable DocumentPart part) {
        if (part == null) {
            return null;
        }
        if (!part.isObject()) {
            part.problem(part.found() + "; expected {event: NAME}, such as {event: Order Completed, within: 7d}");
            return null;
        }
        part.allowOnly("event", "where", "within", "value", "touch");
        WatchedEvent event = new AwaitedReader(values).event(part);
        Duration within = values.durationOr(part.optional("within"), Goal.DEFAULT_WITHIN);
        String value = value(part.optional("value"));
        Goal.Touch touch = touch(part.optional("touch"));
        return event == null ? null : new Goal(event.name(), event.filter(), within, value, touch);
    }

    private static @Nullable String value(@Nullable DocumentPart part) {
        String text = part == null ? null : part.text("a property that holds an amount, such as total");
        if (part != null && text != null && text.length() > LONGEST_NAME) {
            part.problem("has " + text.length() + " characters; expected at most " + LONGEST_NAME);
        }
        return text;
    }

    private static Goal.Touch touch(@Nullable DocumentPart part) {
        String text = part == null ? null : part.text("sent, opened or clicked");
        for (Goal.Touch touch : Goal.Touch.values()) {
            if (touch.name().toLowerCase(Locale.ROOT).equals(text)) {
                return touch;
            }
        }
        if (part != null && text != null) {
            part.problem(part.found() + "; expected sent, opened or clicked");
        }
        return Goal.Touch.OPENED;
    }
}
