package dev.millrace.trigger.journey;

import dev.millrace.contract.EventWatch;
import dev.millrace.trigger.campaign.Anniversary;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.campaign.WatchedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

    /** The day of the year on which it starts, if it does. */
    public Optional<Anniversary> anniversary() {
        return campaign.start().on() instanceof Beginning.OnDate onDate
                ? Optional.of(onDate.anniversary())
                : Optional.empty();
    }

    /** Whom it reaches at a time, if it does not wait for them. */
    public Optional<Beginning.Broadcast> broadcast() {
        return campaign.start().on() instanceof Beginning.Broadcast broadcast
                ? Optional.of(broadcast)
                : Optional.empty();
    }

    /** The watches of every event that it listens for, also to see whether its goal is reached. */
    public List<EventWatch> watches(Instant now) {
        List<EventWatch> watches = new ArrayList<>();
        events().forEach(event ->
                watches.add(new EventWatch(event.watchId(), event.name(), event.filter(), event.properties(), now)));
        Goal goal = campaign.goal();
        if (goal != null) {
            watches.add(goal.watch(now));
        }
        return watches;
    }

    /** Every event that it listens for, to start, to go on or to end. */
    public Set<WatchedEvent> events() {
        List<Awaited> awaited = new ArrayList<>(program.awaited());
        campaign.start().on().awaited().ifPresent(awaited::add);
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
