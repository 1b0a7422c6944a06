package dev.millrace.trigger.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.trigger.campaign.Campaign.ExitOn;
import dev.millrace.trigger.campaign.Campaign.Start;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document into a {@link Campaign}, or into the list of everything that is wrong with it, each with its path.
 *
 * <p>Checks form and parameters only. Whether the segments, templates and expressions exist and compile is asked of the
 * services that own them.
 */
public final class CampaignReader {

    private static final Duration DEFAULT_VALID_FOR = Duration.ofHours(12);
    /** As many as segment-service answers at once. */
    private static final int MOST_EXPRESSIONS = 50;

    private final DocumentPart document;
    private final Values values;

    private CampaignReader(DocumentPart document) {
        this.document = document;
        this.values = Values.of(document);
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
        CampaignReader reader = new CampaignReader(part);
        Campaign campaign = reader.campaign(id);
        return campaign == null
                ? new Reading.Refused(part.problems())
                : new Reading.Accepted(campaign, document, reader.values.references());
    }

    private @Nullable Campaign campaign(String expectedId) {
        document.allowOnly(
                "id",
                "name",
                "purpose",
                "class",
                "priority",
                "start",
                "onlyIf",
                "exitOn",
                "reentry",
                "validFor",
                "holdOut",
                "goal",
                "parameters",
                "steps");
        String id = Values.id(document.child("id"));
        if (id != null && !id.equals(expectedId)) {
            document.child("id").problem("found \"" + id + "\"; expected \"" + expectedId + "\" as in the address");
        }
        String name = document.child("name").text("a name for people");
        DocumentPart purposePart = document.optional("purpose");
        String purpose = purposePart == null ? null : purposePart.text("a sentence");
        MessageClass messageClass = messageClass();
        int priority =
                values.whole(document.optional("priority"), Campaign.DEFAULT_PRIORITY, 1, Campaign.HIGHEST_PRIORITY);
        StartReader starts = new StartReader(values);
        Start start = starts.start(document.child("start"));
        DocumentPart onlyIfPart = document.optional("onlyIf");
        String onlyIf = onlyIfPart == null ? null : values.expression(onlyIfPart);
        ExitOn exitOn = starts.exitOn(document.optional("exitOn"));
        Reentry reentry = starts.reentry(document.optional("reentry"), start);
        Duration validFor = values.durationOr(document.optional("validFor"), DEFAULT_VALID_FOR);
        int holdOut = values.share(document.optional("holdOut"));
        Goal goal = new GoalReader(values).read(document.optional("goal"));
        List<Step> steps = new StepReader(values).read(document.child("steps"));
        checkExpressions();
        if (!document.problems().isEmpty()) {
            return null;
        }
        return new Campaign(
                expectedId,
                Objects.requireNonNull(name),
                purpose,
                messageClass,
                priority,
                Objects.requireNonNull(start),
                onlyIf,
                exitOn,
                reentry,
                validFor,
                holdOut,
                goal,
                values.parameters(),
                steps);
    }

    private void checkExpressions() {
        long expressions = values.references().stream()
                .filter(reference -> reference instanceof Reference.Expression || reference instanceof Reference.Event)
                .count();
        if (expressions > MOST_EXPRESSIONS) {
            document.problem("found " + expressions + " expressions and events; expected at most " + MOST_EXPRESSIONS);
        }
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
}
