package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.quickstart.client.ServiceClient;
import dev.millrace.quickstart.document.DocumentDiff;
import dev.millrace.quickstart.document.DocumentFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings an installation to the campaigns of a folder. Everything is checked first and the differences are shown: either all
 * files can be campaigns, or nothing is changed.
 */
public final class CampaignFolder {

    /** What a new version means for those who are on the way in an older one; see the service's {@code underWay}. */
    public enum UnderWay {
        STAY,
        MOVE,
        END
    }

    private final ServiceClient campaigns;
    private final PrintWriter out;

    public CampaignFolder(ServiceClient campaigns, PrintWriter out) {
        this.campaigns = campaigns;
        this.out = out;
    }

    /**
     * @param dryRun only shows
     * @param prune archives what no file defines
     * @return how many campaigns differed
     * @throws IllegalStateException if a file can't be a campaign; then nothing was changed
     */
    public int apply(Path folder, boolean dryRun, boolean prune, UnderWay underWay) {
        SortedMap<String, CampaignFile> files = CampaignFile.in(folder);
        var unused = DocumentFolder.checked(
                files, file -> campaigns.post("/api/campaigns/check?id=" + file.id(), file.document()));
        SortedMap<String, JsonNode> others = installed();
        List<CampaignFile> differing = new ArrayList<>();
        for (CampaignFile file : files.values()) {
            JsonNode there = others.remove(file.id());
            if (show(file, there)) {
                differing.add(file);
            }
        }
        if (!prune) {
            others.clear();
        }
        others.forEach((id, there) ->
                out.println("- " + id + " with " + there.path("waiting").asLong() + " on the way"));
        int count = differing.size() + others.size();
        if (count == 0) {
            out.println("Nothing differs: " + files.size() + " campaigns are as the files say.");
        } else if (dryRun) {
            out.println(count + " of them differ; nothing was changed.");
        } else {
            differing.forEach(file -> put(file, underWay));
            others.keySet().forEach(id -> campaigns.delete("/api/campaigns/" + id));
            out.println(count + " applied.");
        }
        return count;
    }

    /** Returns whether anything differs. A draft or a paused campaign stays one. */
    private boolean show(CampaignFile file, @Nullable JsonNode there) {
        if (there == null) {
            out.println("+ " + file.id());
            DocumentDiff.between(Json.object(), file.document()).forEach(line -> out.println("    " + line));
            return true;
        }
        List<String> lines = DocumentDiff.between(
                campaigns.get("/api/campaigns/" + file.id()).path("document"), file.document());
        if (lines.isEmpty()) {
            return false;
        }
        out.println("~ " + file.id() + " with " + there.path("waiting").asLong() + " on the way");
        lines.forEach(line -> out.println("    " + line));
        return true;
    }

    private SortedMap<String, JsonNode> installed() {
        SortedMap<String, JsonNode> installed = new TreeMap<>();
        campaigns
                .get("/api/campaigns")
                .path("campaigns")
                .forEach(campaign -> installed.put(campaign.path("id").asText(), campaign));
        return installed;
    }

    private void put(CampaignFile file, UnderWay underWay) {
        String choice = underWay.name().toLowerCase(Locale.ROOT);
        JsonNode change = campaigns
                .put("/api/campaigns/" + file.id() + "?underWay=" + choice, file.document())
                .path("change");
        if (underWay == UnderWay.MOVE) {
            out.println(file.id() + ": " + change.path("moved").asLong() + " go on in the new version, "
                    + change.path("stayed").asLong() + " stay in theirs");
        } else if (underWay == UnderWay.END) {
            out.println(file.id() + ": " + change.path("ended").asLong() + " have left");
        }
    }
}
