package dev.millrace.quickstart.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.document.DocumentFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Brings an installation to the segments of a folder. Everything is checked first and the differences are shown: either all
 * files can be segments, or nothing is changed.
 */
public final class SegmentFolder {

    private final ServiceClient segments;
    private final PrintWriter out;

    public SegmentFolder(ServiceClient segments, PrintWriter out) {
        this.segments = segments;
        this.out = out;
    }

    /**
     * @param dryRun only shows
     * @param prune deletes what no file defines
     * @return how many segments differed
     * @throws IllegalStateException if a file can't be a segment; then nothing was changed
     */
    public int apply(Path folder, boolean dryRun, boolean prune) {
        SortedMap<String, SegmentFile> files = SegmentFile.in(folder);
        Map<String, JsonNode> checked =
                DocumentFolder.checked(files, file -> segments.post("/api/expressions/check", question(file)));
        SegmentDiff diff = SegmentDiff.of(files, segments.get("/api/segments").path("segments"), prune);
        diff.steps().forEach(step -> show(step, checked));
        if (diff.steps().isEmpty()) {
            out.println("Nothing differs: " + files.size() + " segments are as the files say.");
        } else if (dryRun) {
            out.println(diff.steps().size() + " of them differ; nothing was changed.");
        } else {
            inOrder(diff, checked).forEach(this::run);
            out.println(diff.steps().size() + " applied.");
        }
        return diff.steps().size();
    }

    private static ObjectNode question(SegmentFile file) {
        ObjectNode question = Json.object();
        question.set("expression", file.document().get("expression"));
        question.set("parameters", file.document().get("parameters"));
        return question;
    }

    private void show(SegmentDiff.Step step, Map<String, JsonNode> checked) {
        if (step instanceof SegmentDiff.Step.Added added) {
            out.println("+ " + added.id());
            showRule('+', added.file().document(), sentence(checked, added.id()));
        } else if (step instanceof SegmentDiff.Step.Changed changed) {
            out.println("~ " + changed.id());
            showRule('-', changed.before(), changed.before().path("sentence").asText(""));
            showRule('+', changed.file().document(), sentence(checked, changed.id()));
        } else {
            SegmentDiff.Step.Deleted deleted = (SegmentDiff.Step.Deleted) step;
            out.println("- " + deleted.id() + " with "
                    + deleted.before().path("count").asLong() + " customers");
            showRule('-', deleted.before(), deleted.before().path("sentence").asText(""));
        }
    }

    private void showRule(char sign, JsonNode segment, String sentence) {
        out.println("    " + sign + " " + segment.path("expression").asText().strip());
        if (!segment.path("parameters").isEmpty()) {
            out.println("    " + sign + " with " + segment.path("parameters"));
        }
        if (!sentence.isEmpty()) {
            out.println("    " + sign + " " + sentence);
        }
    }

    private static String sentence(Map<String, JsonNode> checked, String id) {
        return checked.containsKey(id) ? checked.get(id).path("sentence").asText() : "";
    }

    /** Each after the segments that it asks for, so that none of them closes a circle on the way; what goes, last. */
    private static List<SegmentDiff.Step> inOrder(SegmentDiff diff, Map<String, JsonNode> checked) {
        Set<String> order = new LinkedHashSet<>();
        checked.keySet().forEach(id -> addAfterAsked(id, checked, order, new HashSet<>()));
        List<String> ids = List.copyOf(order);
        List<SegmentDiff.Step> ordered = new ArrayList<>(diff.steps());
        ordered.sort(Comparator.comparing(step -> ids.contains(step.id()) ? ids.indexOf(step.id()) : ids.size()));
        return ordered;
    }

    private static void addAfterAsked(String id, Map<String, JsonNode> checked, Set<String> order, Set<String> asking) {
        if (checked.containsKey(id) && asking.add(id)) {
            checked.get(id).path("segments").forEach(asked -> addAfterAsked(asked.asText(), checked, order, asking));
            order.add(id);
        }
    }

    private void run(SegmentDiff.Step step) {
        if (step instanceof SegmentDiff.Step.Added added) {
            segments.put("/api/segments/" + added.id(), added.file().document());
        } else if (step instanceof SegmentDiff.Step.Changed changed) {
            segments.put("/api/segments/" + changed.id(), changed.file().document());
        } else {
            segments.delete("/api/segments/" + step.id());
        }
    }
}
