package dev.millrace.trigger.campaign;

/**
 * One version of a campaign. Running enrolments keep the version they started with; only the newest starts new ones, and
 * only while the campaign is active.
 */
public record CampaignVersion(Campaign campaign, int version, boolean active) {

    public CampaignVersion {
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }
}
