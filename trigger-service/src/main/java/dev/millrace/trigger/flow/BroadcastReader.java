package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.segment.SegmentKnowledge;
import dev.millrace.trigger.segment.SegmentMembers;
import dev.millrace.trigger.segment.SegmentMembers.Answer;
import dev.millrace.trigger.store.Broadcasts;
import dev.millrace.trigger.store.Broadcasts.Run;
import dev.millrace.trigger.store.Broadcasts.State;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Signal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the members of a broadcast's segment and starts them: a page is asked for outside of any transaction, and its members
 * are enrolled in one with the place of the next page. Dying in between costs the lease and reads the page again. The rate
 * lies in the turns that are given out, and not in how fast is read, so that those are reached who are in the segment when it
 * is time.
 */
@ApplicationScoped
public class BroadcastReader {

    /** As many as segment-service answers for at once. */
    private static final int PAGE = 500;

    /** So that one that has to wait for an answer keeps no other from its time. */
    private static final int READERS = 2;

    /** From the first zone whose clock shows a time to the last. */
    private static final Duration ZONES = Duration.ofHours(26);

    private final TriggerConfig config;
    private final Broadcasts broadcasts;
    private final Campaigns campaigns;
    private final SegmentMembers members;
    private final SegmentKnowledge knowledge;
    private final BroadcastStarts starts;
    private final InstantSource time;
    private final Loop loop;

    BroadcastReader(
            TriggerConfig config,
            Broadcasts broadcasts,
            Campaigns campaigns,
            SegmentMembers members,
            SegmentKnowledge knowledge,
            BroadcastStarts starts,
            Counters counters,
            InstantSource time) {
        this.config = config;
        this.broadcasts = broadcasts;
        this.campaigns = campaigns;
        this.members = members;
        this.knowledge = knowledge;
        this.starts = starts;
        this.time = time;
        this.loop = new Loop(
                "broadcasts",
                new Signal(),
                config.broadcastsPolled(),
                this::round,
                e -> counters.roundFailed("broadcasts"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(READERS);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Returns whether there may be more to read now. */
    private boolean round() {
        Instant now = time.instant();
        Optional<Run> claimed =
                QuarkusTransaction.requiringNew().call(() -> broadcasts.claim(now, now.plus(config.lease())));
        claimed.ifPresent(run -> read(run, now));
        return claimed.isPresent();
    }

    private void read(Run run, Instant now) {
        Optional<CampaignVersion> version = QuarkusTransaction.requiringNew().call(() -> newest(run));
        Beginning.Broadcast broadcast =
                version.flatMap(CampaignVersion::broadcast).orElse(null);
        if (version.isEmpty() || broadcast == null) {
            return;
        }
        if (isMissed(run, version.get(), broadcast, now)) {
            QuarkusTransaction.requiringNew().run(() -> broadcasts.end(run.id(), State.MISSED, now));
            return;
        }
        if (run.state() == State.PLANNED) {
            members.count(run.segment()).ifPresent(count -> QuarkusTransaction.requiringNew()
                    .run(() -> broadcasts.expect(run.id(), count)));
        }
        Answer answer = members.page(run.segment(), run.cursor(), PAGE);
        if (answer instanceof Answer.Page page) {
            start(run, broadcast, page, now);
        } else {
            putOff(run, answer instanceof Answer.Silence silence ? silence.reason() : "there is no such segment", now);
        }
    }

    /** The version that holds for who starts now, if it is for this run. */
    private Optional<CampaignVersion> newest(Run run) {
        return campaigns
                .summary(run.campaign())
                .map(summary -> campaigns.version(run.campaign(), summary.version()))
                .filter(version -> version.state() == CampaignState.ACTIVE)
                .filter(version -> version.broadcast()
                        .filter(broadcast -> broadcast.run(run.campaign()).equals(run.id()))
                        .isPresent());
    }

    /** Nobody of whom there is nothing to be started any more has to be read. */
    private static boolean isMissed(Run run, CampaignVersion version, Beginning.Broadcast broadcast, Instant now) {
        Instant last =
                broadcast.local() == null ? run.beginsAt() : run.beginsAt().plus(ZONES);
        return run.state() == State.PLANNED
                && last.plus(version.campaign().start().within()).isBefore(now);
    }

    private void start(Run run, Beginning.Broadcast broadcast, Answer.Page page, Instant asked) {
        Map<String, Knowledge> answers = new HashMap<>();
        if (broadcast.local() != null && !page.members().isEmpty()) {
            List<String> ids = page.members().stream().map(CustomerId::value).toList();
            answers.putAll(knowledge.ask(run.campaign(), Map.of(), ids));
            if (answers.values().stream().anyMatch(Knowledge.Silence.class::isInstance)) {
                putOff(run, "segment-service does not tell where all of them live", asked);
                return;
            }
        }
        starts.start(run, page, answers, asked);
    }

    private void putOff(Run run, String failure, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> broadcasts.putOff(
                        run, failure, now.plus(config.askAgain().longest())));
    }
}
