package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.campaign.CampaignReader;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.journey.Sends.Sent;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random campaigns in random worlds: what the program does, looked at whenever it wants to be looked at, is what reading the
 * tree says.
 */
class JourneyPropertyTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final AskAgain ASK_AGAIN =
            new AskAgain(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final Journey journey = new Journey(new SendPolicy(Duration.ofSeconds(5)), ASK_AGAIN, false);

    @Property(tries = 4000)
    void should_do_what_the_tree_says(@ForAll long campaignSeed, @ForAll long worldSeed) {
        check(campaignSeed, worldSeed, false);
    }

    @Property(tries = 4000)
    void should_do_what_the_tree_says_also_while_nobody_answers(@ForAll long campaignSeed, @ForAll long worldSeed) {
        check(campaignSeed, worldSeed, true);
    }

    private void check(long campaignSeed, long worldSeed, boolean withOutages) {
        ObjectNode document = RandomCampaigns.document(campaignSeed);
        CampaignVersion version =
                World.version(((Reading.Accepted) CampaignReader.read("random", document)).campaign());
        World world = new World(worldSeed, version, withOutages);

        Enrolment.Live first = ((Start.Enrolled) start(version, world)).enrolment();
        List<String> done = run(version, world, first, world.rewards());

        Enrolment.Origin origin = first.origin();
        Oracle oracle = new Oracle(version.campaign(), world, ASK_AGAIN, ZONE, origin, world.rewards());
        assertThat(done)
                .describedAs("%s\n%s", document.toPrettyString(), world.transitions())
                .isEqualTo(oracle.run());
    }

    private Start start(CampaignVersion version, World world) {
        return version.broadcast()
                .map(broadcast -> journey.start(
                        version,
                        broadcast,
                        new Journey.Recipient(World.CUSTOMER, "1"),
                        null,
                        World.T0,
                        World.T0,
                        World.T0))
                .orElseGet(() -> journey.start(version, world.transitions().get(0), null, World.T0));
    }

    private static Sends known(List<Sent> sent, World world, Instant now) {
        return new Sends(sent.stream()
                .map(one -> new Sent(
                        one.step(),
                        one.at(),
                        one.tracksOpens(),
                        world.opened(one.step(), one.at(), now).orElse(null)))
                .toList());
    }

    private List<String> run(CampaignVersion version, World world, Enrolment.Live first, Rewards rewards) {
        List<String> log = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        Deque<SegmentTransition> transitions = new ArrayDeque<>(world.transitions());
        transitions.poll();
        Enrolment enrolment = first;
        while (enrolment instanceof Enrolment.Live live) {
            SegmentTransition next = transitions.peek();
            if (next != null && world.readAt(next).isBefore(live.wakeAt())) {
                transitions.poll();
                enrolment = apply(version, live, next, world.readAt(next), log);
            } else {
                Instant now = live.wakeAt();
                Knowledge answer = world.at(now, version.program().questions());
                Walk walk = journey.walk(version, live, answer, OnRecord.NONE, known(sent, world, now), rewards, now);
                walk.effects().stream()
                        .filter(Effect.Send.class::isInstance)
                        .map(effect -> ((Effect.Send) effect).request())
                        .forEach(request ->
                                sent.add(new Sent(request.step(), request.requestedAt(), request.trackOpens(), null)));
                walk.effects().forEach(effect -> log(log, now, effect));
                enrolment = walk.next();
                if (enrolment instanceof Enrolment.Completed) {
                    log.add(Duration.between(World.T0, now) + " completed");
                }
            }
        }
        return log;
    }

    private Enrolment apply(
            CampaignVersion version, Enrolment.Live live, SegmentTransition transition, Instant now, List<String> log) {
        Optional<Reason> ends = Journey.endsOn(version, transition);
        if (ends.isPresent()) {
            log.add(Duration.between(World.T0, now) + " exits " + ends.get().text());
            return Journey.exit(live, ends.get(), now);
        }
        Optional<Walk> heard = journey.hear(version, live, transition, now);
        heard.ifPresent(walk -> walk.effects().forEach(effect -> log(log, now, effect)));
        return heard.map(Walk::next).orElse(live);
    }

    private static ObjectNode given(ObjectNode snapshot) {
        return snapshot.deepCopy().retain("coupons", "points", "referral");
    }

    private static void log(List<String> log, Instant now, Effect effect) {
        String what = Trace.words(effect);
        if (effect instanceof Effect.Send send) {
            what += " until " + send.request().validUntil() + " with "
                    + given(send.request().snapshot());
        }
        if (!what.isEmpty()) {
            log.add(Duration.between(World.T0, now) + " " + what);
        }
    }
}
