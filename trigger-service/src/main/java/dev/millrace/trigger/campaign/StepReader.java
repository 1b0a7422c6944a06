package dev.millrace.trigger.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a campaign document. A wait that nothing follows is a fault: it would only delay the end. */
final class StepReader {

    private final Function<DocumentPart, @Nullable Duration> durations;

    StepReader(Function<DocumentPart, @Nullable Duration> durations) {
        this.durations = durations;
    }

    List<Step> read(DocumentPart part, int most) {
        List<DocumentPart> items = part.isList() ? part.items() : List.of();
        if (items.isEmpty() || items.size() > most) {
            part.problem((part.isList() ? "found " + items.size() + " steps" : part.found())
                    + "; expected a list of 1 to " + most + " steps, each send or wait");
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (DocumentPart item : items) {
            Step step = step(item, steps.size() + 1);
            if (step == null) {
                return List.of();
            }
            steps.add(step);
        }
        if (steps.get(steps.size() - 1) instanceof Step.Wait) {
            items.get(items.size() - 1).problem("is a wait that nothing follows; remove it or add a send");
        }
        return steps;
    }

    private @Nullable Step step(DocumentPart part, int place) {
        if (!part.isObject() || part.has("send") == part.has("wait")) {
            part.problem("expected either {send: {template: TEMPLATE}} or {wait: DURATION}");
            return null;
        }
        part.allowOnly("send", "wait");
        return part.has("send") ? send(part.child("send"), place) : wait(part.child("wait"), place);
    }

    private static @Nullable Step send(DocumentPart part, int place) {
        part.allowOnly("template");
        DocumentPart templatePart = part.child("template");
        String text = templatePart.text("the id of a template");
        String template = text == null ? null : CampaignReader.requireId(text, templatePart);
        return template == null ? null : new Step.Send("send-" + place, template);
    }

    private @Nullable Step wait(DocumentPart part, int place) {
        Duration duration = durations.apply(part);
        return duration == null ? null : new Step.Wait("wait-" + place, duration);
    }
}
