package dev.millrace.stories;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.CampaignReader;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.journey.AskAgain;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Effect;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Rewards;
import dev.millrace.trigger.journey.Sends;
import dev.millrace.trigger.journey.Start;
import dev.millrace.trigger.journey.Told;
import dev.millrace.trigger.journey.Walk;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.policy.feedback.Feedback;
import dev.millrace.trigger.policy.feedback.FeedbackWatches;
import dev.millrace.trigger.reward.RewardEvents;
import dev.millrace.trigger.segment.CustomerAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a story happen, in the order of time: events, what time changes by itself, and the campaign's journey, each through the
 * classes that do it in production. Answers come at once, and time does not pass while they are given.
 */
final class StoryRun {

    private static final Instant NEVER = Instant.MAX;
    /** Which way a journey went is seen by what it does. */
    private static final Set<String> UNTOLD = Set.of("branched", "waits", "moved");

    private record Happening(Instant at, int number, List<CustomerEvent> events, @Nullable String mail) {}

    private final Story story;
    private final CampaignVersion version;
    private final Judge judge;
    private final Journey journey = new Journey(
            new SendPolicy(Duration.ofSeconds(5)),
            new AskAgain(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            false);
    private final PriorityQueue<Happening> happens =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::number));
    private final Rewards rewards;
    private final List<MessageRequested> messages = new ArrayList<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private @Nullable Enrolment enrolment;
    private int events;
    /** How many messages there were when the journey began. */
    private int before;

    private boolean broadcastDone;

    StoryRun(String campaign, Story story) {
        this.story = story;
        this.rewards = new StoryRewards(story.codes(), story.points());
        ObjectNode document = Pack.campaign(campaign);
        story.parameters()
                .forEach((name, value) -> document.withObject("/parameters").put(name, value));
        if (!(CampaignReader.read(campaign, document) instanceof Reading.Accepted accepted)) {
            throw new AssertionError("the campaign can't be read");
        }
        this.version = new CampaignVersion(accepted.campaign(), 1, CampaignState.ACTIVE);
        List<SegmentDefinition> segments = new ArrayList<>(Pack.segments());
        version.anniversary()
                .ifPresent(day -> segments.add(new SegmentDefinition(
                        day.segment(), 1, "near", day.expression(), Map.of(), null, Instant.EPOCH)));
        List<EventWatch> watches = new ArrayList<>(FeedbackWatches.all(story.begins()));
        version.events()
                .forEach(event -> watches.add(new EventWatch(
                        event.watchId(), event.name(), event.filter(), event.properties(), story.begins())));
        this.judge = new Judge(Happenings.JO, segments, watches);
        if (story.points() > 0) {
            ShopEvent balance = RewardEvents.balance(Happenings.JO, "story", story.points(), story.begins());
            happens.add(new Happening(story.begins(), events++, List.of(new CustomerEvent.AtShop(balance)), null));
        }
        story.steps().forEach(step -> {
            Instant at = story.instant(step.at());
            boolean isEarlier = step.with() != null && step.with().has("message");
            happens.add(
                    new Happening(at, events, Happenings.of(step, "e" + events++, at), isEarlier ? null : step.mail()));
        });
    }

    /** What is done, such as {@code +1h sends welcome}. */
    List<String> run() {
        Instant ends = story.ends();
        while (true) {
            Instant event = happens.isEmpty() ? NEVER : happens.peek().at();
            Instant wake = enrolment instanceof Enrolment.Live live ? live.wakeAt() : NEVER;
            Instant broadcast = version.broadcast()
                    .filter(one -> !broadcastDone)
                    .map(one -> one.begins(journey.zone(knowledge(one.begins()), OnRecord.NONE)))
                    .orElse(NEVER);
            Instant due = judge.due();
            Instant next = first(first(event, wake), first(broadcast, due));
            if (next.isAfter(ends)) {
                return log;
            }
            // what was stored by an instant is known when it is decided on
            if (due.equals(next)) {
                judge.pass(next).forEach(transition -> apply(transition, next));
            } else if (event.equals(next)) {
                happen(happens.remove());
            } else if (broadcast.equals(next)) {
                broadcast(version.broadcast().orElseThrow(), next);
            } else {
                look((Enrolment.Live) Objects.requireNonNull(enrolment));
            }
        }
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void happen(Happening happening) {
        List<CustomerEvent> what = new ArrayList<>(happening.events());
        if (happening.mail() != null) {
            MessageRequested newest = messages.get(messages.size() - 1);
            what.add(Happenings.mail(newest, happening.mail(), happening.at()));
        }
        for (CustomerEvent event : what) {
            judge.happen(event).forEach(transition -> apply(transition, happening.at()));
        }
    }

    /** As a batch of one: who leaves for it leaves, who waits for it goes on, who starts on it starts. */
    private void apply(SegmentTransition transition, Instant now) {
        FeedbackWatches.read(transition).ifPresent(this::feed);
        if (enrolment instanceof Enrolment.Live live) {
            Optional<Reason> ends = Journey.endsOn(version, transition);
            if (ends.isPresent()) {
                log(now, "exited", ends.get().text());
                enrolment = Journey.exit(live, ends.get(), now);
            } else {
                Optional<Walk> heard = journey.hear(version, live, transition, now);
                heard.ifPresent(walk -> enrolment = walk.next());
            }
        }
        if (Journey.startsOn(version, transition)) {
            begin(journey.start(version, transition, enrolment, now));
        }
    }

    private void feed(Feedback feedback) {
        if (feedback instanceof Feedback.Answered message) {
            answered.merge(message.message(), message.at(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void broadcast(Beginning.Broadcast broadcast, Instant now) {
        broadcastDone = true;
        if (judge.isIn(broadcast.segment())) {
            Journey.Recipient recipient = new Journey.Recipient(Happenings.JO, "jo");
            begin(journey.start(version, broadcast, recipient, enrolment, now, now, now));
        }
    }

    private void begin(Start start) {
        if (start instanceof Start.Enrolled enrolled) {
            enrolment = enrolled.enrolment();
            before = messages.size();
        }
    }

    private void look(Enrolment.Live live) {
        Instant now = live.wakeAt();
        Walk walk = journey.walk(version, live, knowledge(now), OnRecord.NONE, sends(), rewards, now);
        for (Effect effect : walk.effects()) {
            note(effect, now);
        }
        enrolment = walk.isRefused() ? null : walk.next();
        if (walk.next() instanceof Enrolment.Completed) {
            log(now, "completed", null);
        }
    }

    private void note(Effect effect, Instant now) {
        Told told = Told.of(effect);
        if (effect instanceof Effect.Send send) {
            MessageRequested request = send.request();
            messages.add(request);
            log(now, "sends", request.template() + (request.subject() == null ? "" : " \"" + request.subject() + "\""));
            Instant delivered = now.plusSeconds(1);
            happens.add(new Happening(
                    delivered, events++, List.of(Happenings.mail(request, "delivered", delivered)), null));
        } else if (effect instanceof Effect.Tell tell) {
            log(now, "tells", tell.event().name());
            happens.add(new Happening(now, events++, List.of(new CustomerEvent.AtShop(tell.event())), null));
        } else if (effect instanceof Effect.Given given) {
            log(now, "gives", given.what() + " " + given.inputs().get(given.what()));
            happens.add(new Happening(now, events++, List.of(new CustomerEvent.AtShop(given.event())), null));
        } else if (!UNTOLD.contains(told.outcome())) {
            log(now, told.outcome(), told.reason());
        }
    }

    private Sends sends() {
        return new Sends(messages.subList(before, messages.size()).stream()
                .map(message -> new Sends.Sent(
                        message.step(), message.requestedAt(), message.trackOpens(), answered.get(message.id())))
                .toList());
    }

    private Knowledge knowledge(Instant now) {
        return CustomerAnswer.read(judge.answer(version.program().questions(), now));
    }

    private void log(Instant now, String what, @Nullable String more) {
        log.add(now + " " + what + (more == null ? "" : " " + more));
    }
}
