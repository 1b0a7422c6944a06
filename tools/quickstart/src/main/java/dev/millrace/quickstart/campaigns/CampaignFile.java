package dev.millrace.quickstart.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.quickstart.document.DocumentFolder;
import java.nio.file.Path;
import java.util.SortedMap;

/** A campaign as a file defines it. The file's name is the campaign's id; what stands in it, the service judges. */
record CampaignFile(String id, ObjectNode document) {

    /**
     * All campaigns of a folder, by id.
     *
     * @throws IllegalStateException with the file and the reason if one can't be a campaign
     */
    static SortedMap<String, CampaignFile> in(Path folder) {
        return new DocumentFolder(folder, "campaign").read(CampaignFile::of);
    }

    private static CampaignFile of(String id, ObjectNode document) {
        if (!document.hasNonNull("id")) {
            document.put("id", id);
        }
        return new CampaignFile(id, document);
    }
}
