package dev.millrace.trigger.campaign;

import java.util.List;

/** Reads the text of a campaign document. */
public final class CampaignText {

    private CampaignText() {}

    /** @param id the id the document must carry; a document without id gets it */
    public static Reading read(String id, String text) {
        DocumentText read = DocumentText.parse(text);
        if (read instanceof DocumentText.Unreadable unreadable) {
            return new Reading.Refused(List.of(unreadable.problem()));
        }
        return CampaignReader.read(id, ((DocumentText.Parsed) read).document());
    }
}
