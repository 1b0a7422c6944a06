package dev.millrace.trigger.campaign;

import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.trigger.campaign.Campaign.ExitOn;
import dev.millrace.trigger.campaign.Campaign.Start;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what starts a campaign, what ends it early, and whether it may start again. */
final class StartReader {

    private static final Map<String, Cause> CAUSES = causes();
    private static final String EXPECTED =
            "{entered: SEGMENT}, {exited: SEGMENT}, {event: NAME}, {date: TRAIT} or {broadcast: {segment: SEGMENT, at: INSTANT}}";
    private static final List<String> KINDS = List.of("entered", "exited", "event", "date", "broadcast");

    private final Values values;
    private final AwaitedReader awaited;

    StartReader(Values values) {
        this.values = values;
        this.awaited = new AwaitedReader(values);
    }

    @Nullable
    Start start(DocumentPart part) {
        if (!part.isObject()) {
            part.problem(part.found() + "; expected " + EXPECTED);
            return null;
        }
        long kinds = KINDS.stream().filter(part::has).count();
        if (kinds != 1) {
            part.problem("names " + (kinds == 0 ? "nothing" : "several things") + " to start on; expected one of "
                    + EXPECTED);
            return null;
        }
        Beginning on = beginning(part);
        if (on != null) {
            values.use(on.scope());
        }
        Duration within = values.durationOr(part.optional("within"), Start.DEFAULT_WITHIN);
        Set<Cause> causes = causes(part.optional("causes"));
        DocumentPart onlyIf = part.optional("onlyIf");
        String condition = onlyIf == null ? null : values.expression(onlyIf);
        return on == null ? null : new Start(on, within, causes, condition);
    }

    private @Nullable Beginning beginning(DocumentPart part) {
        if (part.has("date")) {
            part.allowOnly("date", "before", "after", "at", "within", "causes", "onlyIf");
            Anniversary anniversary = new PlannedReader(values).anniversary(part);
            return anniversary == null ? null : new Beginning.OnDate(anniversary);
        }
        if (part.has("broadcast")) {
            part.allowOnly("broadcast", "within", "onlyIf");
            return new PlannedReader(values).broadcast(part.child("broadcast"));
        }
        part.allowOnly("entered", "exited", "event", "where", "properties", "within", "causes", "onlyIf");
        if (part.has("properties") && !part.has("event")) {
            part.child("properties").problem("are those of an event, but no event is named beside them");
        }
        Awaited what = awaited.one(part);
        return what == null ? null : new Beginning.When(what);
    }

    ExitOn exitOn(@Nullable DocumentPart part) {
        if (part == null) {
            return ExitOn.NOTHING;
        }
        if (!part.isObject()) {
            part.problem(part.found() + "; expected one or more of exited, entered, event and expression, such as"
                    + " {exited: SEGMENT}");
            return ExitOn.NOTHING;
        }
        part.allowOnly("exited", "entered", "event", "where", "expression");
        DocumentPart expression = part.optional("expression");
        return new ExitOn(awaited.all(part), expression == null ? null : values.expression(expression));
    }

    /** @param start whose kind says what it is when it is not said */
    Reentry reentry(@Nullable DocumentPart part, @Nullable Start start) {
        if (part == null) {
            return start != null && start.on() instanceof Beginning.OnDate
                    ? new Reentry.After(Campaign.ONCE_A_YEAR)
                    : new Reentry.Never();
        }
        if (part.isObject()) {
            part.allowOnly("after");
            Duration after = values.duration(part.child("after"));
            return after == null ? new Reentry.Never() : new Reentry.After(after);
        }
        String text = part.text("never, always or {after: DURATION}");
        if ("always".equals(text)) {
            return new Reentry.Always();
        }
        if (text != null && !"never".equals(text)) {
            part.problem(part.found() + "; expected never, always or {after: DURATION}");
        }
        return new Reentry.Never();
    }

    private static Set<Cause> causes(@Nullable DocumentPart part) {
        if (part == null) {
            return Start.DEFAULT_CAUSES;
        }
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        if (!part.isList() || part.items().isEmpty()) {
            part.problem(part.found() + "; expected a list of causes, of " + CAUSES.keySet());
            return causes;
        }
        for (DocumentPart item : part.items()) {
            String text = item.text("a cause");
            Cause cause = text == null ? null : CAUSES.get(text);
            if (cause != null) {
                causes.add(cause);
            } else if (text != null) {
                item.problem(item.found() + "; expected one of " + CAUSES.keySet());
            }
        }
        return causes;
    }

    private static Map<String, Cause> causes() {
        Map<String, Cause> names = new LinkedHashMap<>();
        for (Cause cause : Cause.values()) {
            names.put(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), cause);
        }
        return names;
    }
}
