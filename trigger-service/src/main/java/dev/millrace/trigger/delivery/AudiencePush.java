package dev.millrace.trigger.delivery;

import dev.millrace.trigger.audience.PushBody;
import dev.millrace.trigger.audience.PushBody.Change;
import dev.millrace.trigger.flow.Loop;
import dev.millrace.trigger.store.AudienceMembers;
import dev.millrace.trigger.store.Audiences;
import dev.millrace.trigger.store.WebhookCalls.Claimed;
import dev.millrace.trigger.store.WebhookTargets;
import dev.millrace.trigger.webhook.BackOff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells targets of changes of lists, batch by batch: the next one only after the one before was taken, because a hash may come and
 * go. A batch that fails, or of which nothing is known because we died, is told again as it was.
 */
@ApplicationScoped
class AudiencePush {

    private static final int MOST = 500;

    /** A target that does not answer keeps no more than one of them. */
    private static final int TELLERS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1));

    private final Audiences audiences;
    private final AudienceMembers members;
    private final Delivery delivery;
    private final WebhookTargets targets;
    private final InstantSource time;
    private final Loop loop;

    AudiencePush(
            Audiences audiences,
            AudienceMembers members,
            Delivery delivery,
            WebhookTargets targets,
            MeterRegistry registry,
            InstantSource time) {
        this.audiences = audiences;
        this.members = members;
        this.delivery = delivery;
        this.targets = targets;
        this.time = time;
        this.loop = new Loop("audience-push", members.changed(), PAUSE, this::round, e -> registry.counter(
                        "millrace.trigger.rounds.failed", "loop", "audience-push")
                .increment());
    }

    void start(@Observes StartupEvent event) {
        loop.start(TELLERS);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Returns whether there may be more to tell at once: one that failed is not told again before its time. */
    private boolean round() {
        Instant now = time.instant();
        Optional<Audiences.Kept> claimed =
                QuarkusTransaction.requiringNew().call(() -> audiences.claimUntold(now, now.plus(LEASE)));
        claimed.ifPresent(this::tell);
        return claimed.isPresent();
    }

    private void tell(Audiences.Kept kept) {
        String id = kept.audience().id();
        String target = kept.audience().push();
        List<Change> batch = QuarkusTransaction.requiringNew().call(() -> {
            List<Change> oldest = members.untold(id, kept.tellingTo(), MOST);
            if (!oldest.isEmpty()) {
                audiences.telling(id, oldest.get(oldest.size() - 1).seq());
            }
            return oldest;
        });
        if (batch.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> audiences.told(id, time.instant()));
            return;
        }
        // nobody is told any more, if the document says so
        Optional<String> failure = target == null ? Optional.empty() : call(kept, target, batch);
        QuarkusTransaction.requiringNew().run(() -> {
            if (failure.isEmpty()) {
                members.forget(batch);
                audiences.told(id, time.instant());
            } else {
                // not by chance: one batch of one list at a time is no crowd
                Duration pause = BACK_OFF.pauseAfter(kept.failures() + 1, 0);
                audiences.failed(id, failure.get(), time.instant().plus(pause));
            }
        });
    }

    private Optional<String> call(Audiences.Kept kept, String target, List<Change> batch) {
        if (targets.find(target).filter(WebhookTargets.Target::paused).isPresent()) {
            return Optional.of("the target is paused");
        }
        String id = "audience-" + kept.audience().id() + "-" + batch.get(0).seq() + "-"
                + batch.get(batch.size() - 1).seq();
        Outcome outcome = delivery.deliver(
                new Claimed(id, target, PushBody.of(kept.audience(), batch), kept.failures() + 1, time.instant()));
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(failed.reason());
        }
        // somebody may mend what makes it hopeless, and what is not told keeps people on a list
        return outcome instanceof Outcome.Hopeless hopeless ? Optional.of(hopeless.reason()) : Optional.empty();
    }
}
