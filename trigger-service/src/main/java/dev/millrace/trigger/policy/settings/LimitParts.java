package dev.millrace.trigger.policy.settings;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.campaign.DocumentPart;
import dev.millrace.trigger.policy.settings.FrequencyCaps.Cap;
import dev.millrace.trigger.policy.settings.FrequencyCaps.Limit;
import dev.millrace.trigger.policy.settings.FrequencyCaps.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how much and when a policies document lets go out, and to whom nothing. */
final class LimitParts {

    private static final Duration DEFAULT_SPREAD = Duration.ofMinutes(30);
    private static final String A_TIME = "a time of day in quotes such as \"21:00\"";

    private LimitParts() {}

    static FrequencyCaps caps(@Nullable DocumentPart part) {
        List<Cap> caps = new ArrayList<>();
        for (DocumentPart item : ConsentParts.list(part, "a list such as [{segment: engaged, week: 3}, {month: 1}]")) {
            if (!caps.isEmpty() && caps.get(caps.size() - 1).segment() == null) {
                item.problem("is never reached: the cap before it has no segment, so it holds for everybody");
            }
            item.allowOnly("segment", "day", "week", "month");
            DocumentPart segment = item.optional("segment");
            List<Limit> limits = new ArrayList<>();
            for (Window window : Window.values()) {
                DocumentPart most = item.optional(window.name().toLowerCase(Locale.ROOT));
                Integer number = most == null ? null : number(most);
                if (number != null) {
                    limits.add(new Limit(window, number));
                }
            }
            if (limits.isEmpty()) {
                item.problem("has no limit; expected day, week or month with how many mails at most");
            }
            caps.add(new Cap(segment == null ? null : segmentId(segment), limits));
        }
        return new FrequencyCaps(caps);
    }

    static @Nullable QuietHours quietHours(@Nullable DocumentPart part) {
        if (part == null) {
            return null;
        }
        part.allowOnly("from", "until", "spread");
        LocalTime from = time(part.child("from"));
        LocalTime until = time(part.child("until"));
        DocumentPart spreadPart = part.optional("spread");
        Duration spread = spreadPart == null ? DEFAULT_SPREAD : spread(spreadPart);
        if (from == null || until == null || spread == null) {
            return null;
        }
        try {
            return new QuietHours(from, until, spread);
        } catch (IllegalArgumentException e) {
            part.problem("lasts from " + from + " until " + until + " with spread " + spread.toMinutes() + "m; "
                    + e.getMessage());
            return null;
        }
    }

    static @Nullable Unengaged unengaged(@Nullable DocumentPart part) {
        if (part == null) {
            return null;
        }
        part.allowOnly("segment", "after", "except");
        String segment = part.has("segment") ? segmentId(part.child("segment")) : "engaged";
        Duration after = ConsentParts.duration(part.child("after"));
        Set<String> except = new TreeSet<>();
        for (DocumentPart item : ConsentParts.list(part.optional("except"), "a list of campaigns")) {
            String id = segmentId(item);
            if (id != null) {
                except.add(id);
            }
        }
        return segment == null || after == null ? null : new Unengaged(segment, after, except);
    }

    private static @Nullable Duration spread(DocumentPart part) {
        return "0m".equals(part.text("a duration")) ? Duration.ZERO : ConsentParts.duration(part);
    }

    private static @Nullable Integer number(DocumentPart part) {
        String text = part.scalar("a number of mails");
        if (text != null && text.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= 1000) {
                return number;
            }
        }
        if (text != null) {
            part.problem(part.found() + "; expected how many mails at most, 1 to 1000; to leave somebody out,"
                    + " use unengaged or the campaign's onlyIf");
        }
        return null;
    }

    private static @Nullable LocalTime time(DocumentPart part) {
        String text = part.text(A_TIME);
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            part.problem(part.found() + "; expected " + A_TIME);
            return null;
        }
    }

    private static @Nullable String segmentId(DocumentPart part) {
        String text = part.text("an id: lower-case words joined by dashes");
        try {
            return text == null ? null : SegmentDefinition.requireId(text);
        } catch (IllegalArgumentException e) {
            part.problem(part.found() + "; " + e.getMessage());
            return null;
        }
    }
}
