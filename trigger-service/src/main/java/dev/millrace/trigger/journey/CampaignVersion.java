package dev.millrace.trigger.journey;

import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.WatchedEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One version of a campaign. Running enrolments keep the version they started with unless they are moved; only the newest
 * starts new ones, and only while the campaign is active.
 *
 * @param state of the campaign now, whichever version this is
 */
public record CampaignVersion(Campaign campaign, Program program, int version, CampaignState state) {

    public CampaignVersion {
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }

    public CampaignVersion(Campaign campaign, int version, CampaignState state) {
        this(campaign, Program.of(campaign), version, state);
    }

    /** Every event that it listens for, to start, to go on or to end. */
    public Set<WatchedEvent> events() {
        List<Awaited> awaited = new ArrayList<>(program.awaited());
        awaited.add(campaign.start().on());
        awaited.addAll(campaign.exitOn().on());
        Set<WatchedEvent> events = new LinkedHashSet<>();
        for (Awaited one : awaited) {
            if (one instanceof Awaited.Occurred occurred) {
                events.add(occurred.event());
            }
        }
        return events;
    }
}
