package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.trigger.campaign.Campaign.ExitOn;
import dev.millrace.trigger.campaign.Campaign.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document into a {@link Campaign}, or into the list of everything that is wrong with it, each with its path.
 *
 * <p>Checks form and parameters only. Whether the segments, templates and expressions exist and compile is asked of the
 * services that own them.
 */
public final class CampaignReader {

    private static final Duration DEFAULT_VALID_FOR = Duration.ofHours(12);
    private static final int MOST_STEPS = 100;
    private static final String AN_ID = "an id: lower-case words joined by dashes";
    private static final Map<String, Cause> CAUSES = causes();

    private final DocumentPart document;
    private final Parameters parameters;
    private final Map<String, String> parameterValues;

    private CampaignReader(DocumentPart document) {
        this.document = document;
        this.parameterValues = readParameters(document);
        this.parameters = new Parameters(parameterValues);
    }

    /** @param id the id the document must carry; a document without id gets it */
    public static Reading read(String id, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            return new Reading.Refused(
                    List.of(Problem.at("", "a campaign is a group of fields with id, start and steps")));
        }
        ObjectNode document = object.deepCopy();
        if (!document.hasNonNull("id")) {
            document.put("id", id);
        }
        DocumentPart part = DocumentPart.whole(document);
        Campaign campaign = new CampaignReader(part).campaign(id);
        return campaign == null ? new Reading.Refused(part.problems()) : new Reading.Accepted(campaign, document);
    }

    private @Nullable Campaign campaign(String expectedId) {
        document.allowOnly(
                "id",
                "name",
                "purpose",
                "class",
                "start",
                "onlyIf",
                "exitOn",
                "reentry",
                "validFor",
                "parameters",
                "steps");
        String id = id(document.child("id"));
        if (id != null && !id.equals(expectedId)) {
            document.child("id").problem("found \"" + id + "\"; expected \"" + expectedId + "\" as in the address");
        }
        String name = document.child("name").text("a name for people");
        DocumentPart purposePart = document.optional("purpose");
        String purpose = purposePart == null ? null : purposePart.text("a sentence");
        MessageClass messageClass = messageClass();
        Start start = start(document.child("start"));
        DocumentPart onlyIfPart = document.optional("onlyIf");
        String onlyIf = onlyIfPart == null ? null : expression(onlyIfPart);
        ExitOn exitOn = exitOn(document.optional("exitOn"));
        Reentry reentry = reentry(document.optional("reentry"));
        Duration validFor = durationOr(document.optional("validFor"), DEFAULT_VALID_FOR);
        List<Step> steps = new StepReader(this::duration).read(document.child("steps"), MOST_STEPS);
        if (!document.problems().isEmpty()) {
            return null;
        }
        return new Campaign(
                expectedId,
                Objects.requireNonNull(name),
                purpose,
                messageClass,
                Objects.requireNonNull(start),
                onlyIf,
                exitOn,
                reentry,
                Objects.requireNonNull(validFor),
                parameterValues,
                steps);
    }

    private static Map<String, String> readParameters(DocumentPart document) {
        Map<String, String> values = new TreeMap<>();
        DocumentPart part = document.optional("parameters");
        if (part == null) {
            return values;
        }
        if (!part.isObject()) {
            part.problem(part.found() + "; expected names with values, such as second: 24h");
            return values;
        }
        for (String name : part.names()) {
            String value = part.child(name).scalar("a value such as 24h, 3 or a quoted text");
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private MessageClass messageClass() {
        DocumentPart part = document.optional("class");
        String text = part == null ? "marketing" : part.text("marketing or transactional");
        for (MessageClass candidate : MessageClass.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(text)) {
                return candidate;
            }
        }
        if (part != null && text != null) {
            part.problem(part.found() + "; expected marketing or transactional");
        }
        return MessageClass.MARKETING;
    }

    private @Nullable Start start(DocumentPart part) {
        if (!part.isObject()) {
            part.problem(part.found() + "; expected {entered: SEGMENT}");
            return null;
        }
        part.allowOnly("entered", "within", "causes");
        String segment = id(part.child("entered"));
        Duration within = durationOr(part.optional("within"), Start.DEFAULT_WITHIN);
        Set<Cause> causes = causes(part.optional("causes"));
        return segment == null || within == null ? null : new Start(segment, within, causes);
    }

    private static Set<Cause> causes(@Nullable DocumentPart part) {
        if (part == null) {
            return Start.DEFAULT_CAUSES;
        }
        if (!part.isList() || part.items().isEmpty()) {
            part.problem(part.found() + "; expected a list of causes, of " + CAUSES.keySet());
            return Set.of();
        }
        Set<Cause> causes = new TreeSet<>();
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

    private ExitOn exitOn(@Nullable DocumentPart part) {
        if (part == null) {
            return ExitOn.NOTHING;
        }
        if (!part.isObject()) {
            part.problem(part.found() + "; expected {exited: SEGMENT} or {expression: EXPRESSION}, or both");
            return ExitOn.NOTHING;
        }
        part.allowOnly("exited", "expression");
        String segment = part.has("exited") ? id(part.child("exited")) : null;
        String expression = part.has("expression") ? expression(part.child("expression")) : null;
        return new ExitOn(segment, expression);
    }

    private Reentry reentry(@Nullable DocumentPart part) {
        if (part == null) {
            return new Reentry.Never();
        }
        if (part.isObject()) {
            part.allowOnly("after");
            Duration after = duration(part.child("after"));
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

    private @Nullable Duration durationOr(@Nullable DocumentPart part, Duration absent) {
        return part == null ? absent : duration(part);
    }

    private @Nullable Duration duration(DocumentPart part) {
        String text = part.text(DurationText.EXPECTED);
        if (text == null) {
            return null;
        }
        Duration duration = DurationText.parse(parameters.fillIn(text, part)).orElse(null);
        if (duration == null && !(text.startsWith("$") && !parameterValues.containsKey(text.substring(1)))) {
            part.problem(part.found() + "; expected " + DurationText.EXPECTED + ", or a $parameter with such a value");
        }
        return duration;
    }

    private @Nullable String expression(DocumentPart part) {
        String text = part.text("an expression of the segment language");
        return text == null ? null : parameters.fillIn(text, part);
    }

    private static @Nullable String id(DocumentPart part) {
        String text = part.text(AN_ID);
        return text == null ? null : requireId(text, part);
    }

    static @Nullable String requireId(String text, DocumentPart part) {
        try {
            return SegmentDefinition.requireId(text);
        } catch (IllegalArgumentException e) {
            part.problem(part.found() + "; " + e.getMessage());
            return null;
        }
    }

    private static Map<String, Cause> causes() {
        Map<String, Cause> names = new LinkedHashMap<>();
        for (Cause cause : new ArrayList<>(List.of(Cause.values()))) {
            names.put(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), cause);
        }
        return names;
    }
}
