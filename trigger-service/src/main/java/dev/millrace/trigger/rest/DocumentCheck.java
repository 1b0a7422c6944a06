package dev.millrace.trigger.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.segment.CampaignCheck;
import dev.millrace.trigger.segment.Checked;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a document that somebody sent and has it checked by the services that own what it names; refuses it otherwise. */
@ApplicationScoped
class DocumentCheck {

    private final CampaignCheck check;

    DocumentCheck(CampaignCheck check) {
        this.check = check;
    }

    Reading.Accepted checked(String id, String document) {
        Reading reading = CampaignText.read(id, document);
        if (reading instanceof Reading.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        Reading.Accepted accepted = (Reading.Accepted) reading;
        Checked checked = check.check(accepted.campaign().messageClass(), accepted.references());
        if (checked instanceof Checked.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        if (checked instanceof Checked.Unanswered unanswered) {
            throw ApiFailure.unanswered(unanswered.service());
        }
        return accepted;
    }

    static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
    }
}
