package dev.millrace.trigger.flow;

import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.store.Broadcasts;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.DateSegments;
import dev.millrace.trigger.store.ReportFigures;
import dev.millrace.trigger.store.Running;
import dev.millrace.trigger.store.Running.Used;
import dev.millrace.trigger.store.Watches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of campaigns, each in one transaction with what it means for those who are under way and for the events that are
 * listened for. New versions hold for new enrolments; for those under way somebody has to choose.
 */
@ApplicationScoped
public class CampaignChanges {

    /** What a new version means for those who are under way in older ones. */
    public enum UnderWay {
        /** They go on in the version they started with. */
        STAY,
        /** They go on in the new version, if it has the step at which they stand. */
        MOVE,
        /** They leave. */
        END
    }

    /** What a change did to those under way. */
    public record Change(int version, long moved, long stayed, long ended) {}

    /** For a goal whose window is longer, nothing is listened for once nobody has been on the way for so long. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(100);

    private final Campaigns campaigns;
    private final Running running;
    private final Watches watches;
    private final DateSegments dateSegments;
    private final Broadcasts broadcasts;
    private final ReportFigures figures;
    private final DueSends dueSends;
    private final InstantSource time;

    CampaignChanges(
            Campaigns campaigns,
            Running running,
            Watches watches,
            DateSegments dateSegments,
            Broadcasts broadcasts,
            ReportFigures figures,
            DueSends dueSends,
            InstantSource time) {
        this.campaigns = campaigns;
        this.running = running;
        this.watches = watches;
        this.dateSegments = dateSegments;
        this.broadcasts = broadcasts;
        this.figures = figures;
        this.dueSends = dueSends;
        this.time = time;
    }

    /** @param state null keeps the one it has */
    @Transactional
    public Change put(String id, String document, @Nullable CampaignState state, UnderWay underWay) {
        Instant now = time.instant();
        Optional<CampaignState> before = campaigns.hold(id);
        CampaignVersion newest = campaigns.save(id, document, state, now);
        Running.Moved moved = underWay == UnderWay.MOVE ? running.moveTo(newest) : new Running.Moved(0, 0);
        long ended = underWay == UnderWay.END ? running.endOlder(newest, now) : 0;
        settle(before, newest, now);
        return new Change(newest.version(), moved.moved(), moved.stayed(), ended);
    }

    /** False when there is no such campaign. */
    @Transactional
    public boolean become(String id, CampaignState state) {
        Instant now = time.instant();
        Optional<CampaignState> before = campaigns.hold(id);
        return campaigns
                .become(id, state, now)
                .map(newest -> {
                    settle(before, newest, now);
                    return true;
                })
                .orElse(false);
    }

    private void settle(Optional<CampaignState> before, CampaignVersion newest, Instant now) {
        CampaignState state = newest.state();
        String campaign = newest.campaign().id();
        boolean isOn = state == CampaignState.ACTIVE || state == CampaignState.PAUSED;
        if (isOn) {
            watches.want(newest.watches(now), now);
            newest.anniversary().ifPresent(anniversary -> dateSegments.want(anniversary, now));
        }
        broadcasts.plan(campaign, isOn ? newest.broadcast().orElse(null) : null);
        if (state == CampaignState.PAUSED) {
            broadcasts.pause(campaign, now);
        } else if (before.equals(Optional.of(CampaignState.PAUSED))) {
            broadcasts.resume(campaign, now);
        }
        if (before.equals(Optional.of(CampaignState.PAUSED)) && state != CampaignState.PAUSED) {
            running.resume(newest.campaign().id());
            dueSends.mayBeDue().raise();
        }
    }

    /** Nobody else gets the campaign's broadcast, and those whose turn has not come leave. False if there is none. */
    @Transactional
    public boolean cancelBroadcast(String id) {
        Instant now = time.instant();
        campaigns.hold(id);
        boolean cancelled = broadcasts
                .latest(id)
                .map(run -> broadcasts.cancel(run.id(), now))
                .orElse(false);
        if (cancelled) {
            running.endUntouched(id, now);
        }
        return cancelled;
    }

    /** Finds out which events and days nobody waits for any more. */
    @Transactional
    public int forgetWatches() {
        Set<String> wanted = new HashSet<>();
        Set<String> days = new HashSet<>();
        for (Campaigns.Summary summary : campaigns.summaries()) {
            if (summary.state() != CampaignState.DRAFT) {
                CampaignVersion version = campaigns.version(summary.id(), summary.version());
                addWatches(version, wanted);
                version.anniversary().ifPresent(anniversary -> days.add(anniversary.segment()));
            }
        }
        dateSegments.retain(days, time.instant());
        for (Used used : running.used()) {
            addWatches(campaigns.version(used.campaign(), used.version()), wanted);
        }
        addGoals(wanted);
        return watches.retain(wanted, time.instant());
    }

    private void addWatches(CampaignVersion version, Set<String> ids) {
        version.watches(time.instant()).forEach(watch -> ids.add(watch.id()));
    }

    /** What has ended may reach its goal still. */
    private void addGoals(Set<String> ids) {
        Instant now = time.instant();
        for (ReportFigures.Changed changed : figures.changedSince(now.minus(LONGEST_WINDOW))) {
            Goal goal = campaigns
                    .version(changed.campaign(), changed.version())
                    .campaign()
                    .goal();
            if (goal != null) {
                ids.add(goal.watchId());
            }
        }
    }
}
