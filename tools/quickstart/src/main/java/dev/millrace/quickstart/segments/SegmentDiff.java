package dev.millrace.quickstart.segments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has to be done so that an installation has the segments of a folder. */
record SegmentDiff(List<Step> steps) {

    /** Those that trigger-service keeps for campaigns, which nobody writes into a file. */
    private static final String OF_CAMPAIGNS = "campaign-date-";

    /** One segment that is not as the folder says. */
    sealed interface Step {

        String id();

        record Added(SegmentFile file) implements Step {
            @Override
            public String id() {
                return file.id();
            }
        }

        record Changed(SegmentFile file, JsonNode before) implements Step {
            @Override
            public String id() {
                return file.id();
            }
        }

        record Deleted(JsonNode before) implements Step {
            @Override
            public String id() {
                return before.path("id").asText();
            }
        }
    }

    /**
     * @param there the segments of the installation, as its admin API shows them
     * @param prune whether those that no file defines go
     */
    static SegmentDiff of(SortedMap<String, SegmentFile> wanted, JsonNode there, boolean prune) {
        SortedMap<String, JsonNode> known = new TreeMap<>();
        there.forEach(segment -> known.merge(segment.path("id").asText(), segment, SegmentDiff::newer));
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<String, SegmentFile> entry : wanted.entrySet()) {
            JsonNode before = known.remove(entry.getKey());
            if (before == null) {
                steps.add(new Step.Added(entry.getValue()));
            } else if (!before.path("active").asBoolean(true) || !isAs(before, entry.getValue())) {
                steps.add(new Step.Changed(entry.getValue(), before));
            }
        }
        if (prune) {
            known.keySet().removeIf(id -> id.startsWith(OF_CAMPAIGNS));
            known.values().forEach(segment -> steps.add(new Step.Deleted(segment)));
        }
        return new SegmentDiff(steps);
    }

    /** One that was turned down is listed beside the one in force. */
    private static JsonNode newer(JsonNode some, JsonNode other) {
        return some.path("version").asInt() > other.path("version").asInt() ? some : other;
    }

    private static boolean isAs(JsonNode there, SegmentFile file) {
        return List.of("name", "expression", "purpose").stream().allMatch(name -> there.path(name)
                        .asText("")
                        .equals(file.document().path(name).asText("")))
                && there.path("parameters").equals(file.document().path("parameters"));
    }
}
