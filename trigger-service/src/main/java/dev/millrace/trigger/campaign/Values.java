package dev.millrace.trigger.campaign;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.expression.Condition;
import dev.millrace.trigger.expression.ExpressionText;
import dev.millrace.trigger.expression.Scope;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a campaign document, with its parameters filled in, and notes what of them other services have to
 * know. A value that can't be read is a problem at its place and null.
 */
final class Values {

    private static final String AN_ID = "an id: lower-case words joined by dashes";
    private static final String A_TIME = "a local time in quotes such as \"10:00\"";
    private static final String A_SHARE = "a share such as 10% or 2.5%";
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,2})(?:\\.([0-9]{1,2}))?%");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Map<String, String> parameterValues;
    private final Parameters parameters;
    /** Null until it is known what starts the campaign. */
    private @Nullable Scope scope;

    private final List<Reference> references = new ArrayList<>();

    private Values(Map<String, String> parameterValues) {
        this.parameterValues = parameterValues;
        this.parameters = new Parameters(parameterValues);
    }

    /** @param document has the parameters */
    static Values of(DocumentPart document) {
        Map<String, String> values = new TreeMap<>();
        DocumentPart part = document.optional("parameters");
        if (part != null && !part.isObject()) {
            part.problem(part.found() + "; expected names with values, such as second: 24h");
        } else if (part != null) {
            for (String name : part.names()) {
                String value = part.child(name).scalar("a value such as 24h, 3 or a quoted text");
                if (value != null) {
                    values.put(name, value);
                }
            }
        }
        return new Values(values);
    }

    Map<String, String> parameters() {
        return parameterValues;
    }

    List<Reference> references() {
        return references;
    }

    void refer(Reference reference) {
        references.add(reference);
    }

    /** A text with its parameters filled in. */
    @Nullable
    String text(DocumentPart part, String expected) {
        String text = part.text(expected);
        return text == null ? null : parameters.fillIn(text, part);
    }

    String filledIn(String text, DocumentPart part) {
        return parameters.fillIn(text, part);
    }

    Duration durationOr(@Nullable DocumentPart part, Duration absent) {
        Duration duration = part == null ? absent : duration(part);
        return duration == null ? absent : duration;
    }

    @Nullable
    Duration duration(DocumentPart part) {
        String text = part.text(DurationText.EXPECTED);
        if (text == null) {
            return null;
        }
        Duration duration = DurationText.parse(parameters.fillIn(text, part)).orElse(null);
        if (duration == null && !isUndeclared(text)) {
            part.problem(part.found() + "; expected " + DurationText.EXPECTED + ", or a $parameter with such a value");
        }
        return duration;
    }

    private boolean isUndeclared(String text) {
        return text.startsWith("$") && !parameterValues.containsKey(text.substring(1));
    }

    /** From now on expressions may say this of the journey. */
    /** Whether the event that starts the campaign tells of this property; also if it is not known what starts it. */
    boolean startTells(String property) {
        return scope == null || scope.tells(property);
    }

    void use(Scope names) {
        scope = names;
    }

    /** An expression. What segment-service has to know of it is noted; what is said of the journey is checked here. */
    @Nullable
    String expression(DocumentPart part) {
        String text = text(part, "an expression of the segment language");
        if (text == null || scope == null) {
            return text;
        }
        ExpressionText read = ExpressionText.read(text, scope);
        if (read instanceof ExpressionText.Refused refused) {
            part.problem(refused.message(), refused.line(), refused.column());
        } else if (read instanceof ExpressionText.Read found) {
            refer(found.condition(), text, part.path());
        }
        return text;
    }

    /** Blanks stand for what stands before it, so that places in it are places in the whole. */
    private void refer(Condition condition, String whole, String path) {
        if (condition instanceof Condition.Asked asked) {
            String before = whole.substring(0, asked.place()).replaceAll("[^\\r\\n]", " ");
            refer(new Reference.Expression(before + asked.text(), path));
        } else if (condition instanceof Condition.All all) {
            all.parts().forEach(one -> refer(one, whole, path));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(one -> refer(one, whole, path));
        } else if (condition instanceof Condition.Not not) {
            refer(not.condition(), whole, path);
        }
    }

    @Nullable
    String segment(DocumentPart part) {
        String id = id(part, AN_ID);
        if (id != null) {
            refer(new Reference.Segment(id, part.path()));
        }
        return id;
    }

    @Nullable
    String template(DocumentPart part) {
        String id = id(part, "the id of a template");
        if (id != null) {
            refer(new Reference.Template(id, part.path()));
        }
        return id;
    }

    static @Nullable String id(DocumentPart part) {
        return id(part, AN_ID);
    }

    private static @Nullable String id(DocumentPart part, String expected) {
        String text = part.text(expected);
        if (text == null) {
            return null;
        }
        try {
            return SegmentDefinition.requireId(text);
        } catch (IllegalArgumentException e) {
            part.problem(part.found() + "; " + e.getMessage());
            return null;
        }
    }

    @Nullable
    LocalTime time(DocumentPart part) {
        String text = text(part, A_TIME);
        if (text == null || isUndeclared(text)) {
            return null;
        }
        if (!TIME.matcher(text).matches()) {
            part.problem(part.found() + "; expected " + A_TIME);
            return null;
        }
        return LocalTime.parse(text);
    }

    @Nullable
    ZoneId zone(DocumentPart part) {
        String text = text(part, "a time zone such as Europe/Paris");
        if (text == null) {
            return null;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            part.problem(part.found() + "; expected a time zone such as Europe/Paris");
            return null;
        }
    }

    /** Empty when absent. */
    Set<DayOfWeek> days(@Nullable DocumentPart part) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (part == null) {
            return days;
        }
        if (!part.isList() || part.items().isEmpty()) {
            part.problem(part.found() + "; expected a list of " + DAYS);
        }
        for (DocumentPart item : part.items()) {
            String text = item.text("one of " + DAYS);
            int place = text == null ? -1 : DAYS.indexOf(text.toLowerCase(Locale.ROOT));
            if (place >= 0) {
                days.add(DayOfWeek.of(place + 1));
            } else if (text != null) {
                item.problem(item.found() + "; expected one of " + DAYS);
            }
        }
        return days;
    }

    /** In hundredths of a percent; 0 when absent. */
    int share(@Nullable DocumentPart part) {
        String text = part == null ? null : text(part, A_SHARE);
        if (part == null || text == null || isUndeclared(text)) {
            return 0;
        }
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            part.problem(part.found() + "; expected " + A_SHARE + ", below 100%");
            return 0;
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        return Integer.parseInt(matcher.group(1) + (fraction + "00").substring(0, 2));
    }

    int whole(@Nullable DocumentPart part, int absent, int least, int most) {
        return part == null ? absent : part.whole(least, most, absent);
    }
}
