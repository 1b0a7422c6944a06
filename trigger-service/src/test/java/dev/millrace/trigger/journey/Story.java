package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.CampaignReader;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.DurationText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.journey.Sends.Sent;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.policy.Truth;
import dev.millrace.trigger.segment.CustomerAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A campaign with what happens to one customer and what is expected of it, as the guide tells it. Answers come at once, and
 * time does not pass while they are given.
 */
final class Story {

    private static final CustomerId CUSTOMER = CustomerId.user("1");

    private final JsonNode story;
    private final CampaignVersion version;
    private final Instant begins;
    private final Journey journey = new Journey(
            new SendPolicy(Duration.ofSeconds(5)),
            new AskAgain(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            false);
    private final List<SegmentTransition> happened = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final FakeRewards rewards;

    Story(JsonNode story) {
        this.story = story;
        Reading reading = CampaignReader.read("story", story.path("campaign"));
        if (reading instanceof Reading.Refused refused) {
            throw new AssertionError("refused: " + refused.problems());
        }
        this.version = new CampaignVersion(((Reading.Accepted) reading).campaign(), 1, CampaignState.ACTIVE);
        this.begins = Instant.parse(story.path("begins").asText("2026-03-02T10:00:00Z"));
        this.rewards = new FakeRewards().balance(story.path("points").asLong());
        story.path("codes")
                .properties()
                .forEach(pool -> rewards.filled(
                        pool.getKey(), begins.plus(duration(pool.getValue().asText()))));
    }

    /** What is done, such as {@code PT24H send-3 sends second}. */
    List<String> told() {
        Deque<SegmentTransition> next = transitions();
        SegmentTransition first = next.remove();
        happened.add(first);
        Enrolment enrolment = ((Start.Enrolled) start(first)).enrolment();
        while (enrolment instanceof Enrolment.Live live) {
            if (!next.isEmpty() && !next.peek().at().isAfter(live.wakeAt())) {
                happened.add(next.peek());
                enrolment = apply(live, next.remove());
            } else {
                Instant now = live.wakeAt();
                Walk walk = journey.walk(version, live, answer(now), OnRecord.NONE, sends(now), rewards, now);
                walk.effects().forEach(effect -> {
                    log(now, told(effect));
                    if (effect instanceof Effect.Send send) {
                        sent.add(new Sent(effect.step(), now, send.request().trackOpens(), null));
                    }
                });
                enrolment = walk.next();
                if (enrolment instanceof Enrolment.Completed) {
                    log(now, "completed");
                }
            }
        }
        return log;
    }

    private Start start(SegmentTransition first) {
        return version.broadcast()
                .map(broadcast -> journey.start(
                        version,
                        broadcast,
                        new Journey.Recipient(CUSTOMER, "1"),
                        null,
                        broadcast.begins(journey.zone(answer(first.at()), OnRecord.NONE)),
                        broadcast.begins(journey.zone(answer(first.at()), OnRecord.NONE)),
                        first.at()))
                .orElseGet(() -> journey.start(version, first, null, first.at()));
    }

    /** As far as was opened by now what the story says is opened so long after it was sent. */
    private Sends sends(Instant now) {
        return new Sends(sent.stream()
                .map(one -> {
                    JsonNode after = story.path("opens").path(one.step());
                    Instant opened = after.isTextual() ? one.at().plus(duration(after.asText())) : null;
                    boolean isOpen = opened != null && !opened.isAfter(now);
                    return new Sent(one.step(), one.at(), one.tracksOpens(), isOpen ? opened : null);
                })
                .toList());
    }

    List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : story.path("expect")) {
            String[] parts = line.asText().split(" ", 2);
            lines.add(duration(parts[0]) + " " + parts[1]);
        }
        return lines;
    }

    private Enrolment apply(Enrolment.Live live, SegmentTransition transition) {
        Optional<Enrolment> ended = Journey.endsOn(version, transition).map(reason -> {
            log(transition.at(), "exits " + reason.text());
            return Journey.exit(live, reason, transition.at());
        });
        if (ended.isPresent()) {
            return ended.get();
        }
        Optional<Walk> heard = journey.hear(version, live, transition, transition.at());
        heard.ifPresent(walk -> walk.effects().forEach(effect -> log(transition.at(), Trace.words(effect))));
        return heard.map(Walk::next).orElse(live);
    }

    private Knowledge answer(Instant now) {
        JsonNode silent = story.path("silent");
        if (silent.isArray()
                && !now.isBefore(begins.plus(duration(silent.get(0).asText())))
                && now.isBefore(begins.plus(duration(silent.get(1).asText())))) {
            return new Knowledge.Silence("status 503");
        }
        Map<String, Truth> truths = new HashMap<>();
        version.program().questions().forEach((name, expression) -> truths.put(name, truth(expression)));
        ObjectNode traits = Json.object()
                .put("email", "jo@shop.example")
                .put("timezone", story.path("timezone").asText());
        story.path("traits").properties().forEach(trait -> traits.set(trait.getKey(), trait.getValue()));
        ObjectNode said =
                Json.object().put("id", CUSTOMER.value()).put("version", 1).put("asOf", now.toString());
        said.set("traits", traits);
        ObjectNode consent = said.putObject("consent").putObject("email").put("status", "subscribed");
        if (story.path("openTracking").asBoolean()) {
            consent.putObject("otherPurposes").putObject("open_tracking").put("status", "subscribed");
        }
        said.set("about", story.path("about").deepCopy());
        segments().forEach(segment -> said.withArray("memberships").addObject().put("segment", segment));
        Knowledge.Customer known = (Knowledge.Customer) CustomerAnswer.read(said);
        return known.withExpressions(truths);
    }

    /** Of codes and points what a template can say. */
    private static String told(Effect effect) {
        String words = Trace.words(effect);
        if (effect instanceof Effect.Given given) {
            ObjectNode properties = given.event().properties();
            return switch (given.what()) {
                case "coupon" -> words + " of " + properties.path("pool").asText();
                case "points" ->
                    words + ": " + given.inputs().get("points") + ", balance "
                            + properties.path("balance").asLong();
                default -> words;
            };
        }
        return words;
    }

    /** What the story does not tell does not hold. */
    private Truth truth(String expression) {
        return Truth.parse(story.path("holds").path(expression).asText("no")).orElseThrow();
    }

    private Set<String> segments() {
        Set<String> segments = new HashSet<>();
        for (SegmentTransition transition : happened) {
            if (transition.kind() == Kind.ENTERED) {
                segments.add(transition.segment());
            } else if (transition.kind() == Kind.EXITED) {
                segments.remove(transition.segment());
            }
        }
        return segments;
    }

    private Deque<SegmentTransition> transitions() {
        Deque<SegmentTransition> transitions = new ArrayDeque<>();
        for (JsonNode line : story.path("happens")) {
            String[] parts = line.asText().split(" ", 3);
            Instant at = begins.plus(duration(parts[0]));
            switch (parts[1]) {
                case "entered" -> transitions.add(transition(Kind.ENTERED, parts[2], at, null));
                case "exited" -> transitions.add(transition(Kind.EXITED, parts[2], at, null));
                case "near" ->
                    transitions.add(transition(
                            Kind.ENTERED, version.anniversary().orElseThrow().segment(), at, null));
                case "broadcast" ->
                    transitions.add(transition(
                            Kind.ENTERED, version.broadcast().orElseThrow().segment(), at, null));
                case "event" ->
                    version.events().stream()
                            .filter(event -> event.name().equals(parts[2]))
                            .map(WatchedEvent::watchId)
                            .forEach(watch -> transitions.add(transition(
                                    Kind.OCCURRED, watch, at, new Occurrence(parts[2], Json.object(), null, null))));
                default ->
                    throw new AssertionError(
                            "a story tells of entered, exited, event, near and broadcast, not of " + parts[1]);
            }
        }
        return transitions;
    }

    private static SegmentTransition transition(Kind kind, String source, Instant at, @Nullable Occurrence occurrence) {
        return new SegmentTransition(
                at + kind.name() + source,
                kind,
                CUSTOMER,
                "1",
                source,
                1,
                at,
                at,
                Cause.EVENT,
                null,
                1,
                List.of(),
                occurrence);
    }

    private static Duration duration(String text) {
        return text.equals("0s") ? Duration.ZERO : DurationText.parse(text).orElseThrow();
    }

    private void log(Instant now, String what) {
        if (!what.isEmpty()) {
            log.add(Duration.between(begins, now) + " " + what);
        }
    }
}
