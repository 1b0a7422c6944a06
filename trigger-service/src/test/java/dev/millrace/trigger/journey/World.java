package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.digest.StableDigest;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Truth;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens around one customer, by chance but always the same: transitions at instants that no wait ends at, answers that
 * change every few hours, and, with outages, times when nobody answers and transitions that are read hours late.
 */
final class World {

    static final Instant T0 = Instant.parse("2026-10-23T22:00:00Z");
    static final CustomerId CUSTOMER = CustomerId.user("1");

    private static final Duration SPAN = Duration.ofDays(9);
    private static final int MOST = 14;

    private final long seed;
    private final String timezone;
    private final boolean withOutages;
    private final boolean tracksOpens;
    private final List<Instant> visits = new ArrayList<>();
    private final LocalDate birthday;
    private final LocalDate corrected;
    private final Map<String, Duration> lags = new HashMap<>();
    private final List<SegmentTransition> transitions = new ArrayList<>();

    World(long seed, CampaignVersion version, boolean withOutages) {
        this.seed = seed;
        this.withOutages = withOutages;
        Random random = new Random(seed);
        this.timezone = List.of("Europe/Berlin", "", "Etc/GMT+12", "nowhere").get(random.nextInt(4));
        this.tracksOpens = random.nextInt(3) > 0;
        LocalDate today = LocalDate.ofInstant(T0, ZoneOffset.UTC);
        // now and then a few days off, which is not their day
        this.birthday = today.plusDays(random.nextInt(5) - (random.nextInt(4) == 0 ? 3 : 0));
        this.corrected = random.nextInt(5) == 0 ? birthday.plusDays(random.nextInt(3)) : birthday;
        for (int i = random.nextInt(4); i > 0; i--) {
            visits.add(T0.plus(Duration.ofMinutes(random.nextInt((int) SPAN.toMinutes())))
                    .plusMillis(500 + i));
        }
        Beginning begins = version.campaign().start().on();
        Awaited on = begins instanceof Beginning.Broadcast broadcast
                ? new Awaited.Entered(broadcast.segment())
                : begins.awaited().orElseThrow();
        transitions.add(transition(0, on, T0));
        List<Awaited> possible = new ArrayList<>();
        RandomCampaigns.SEGMENTS.forEach(segment -> {
            possible.add(new Awaited.Entered(segment));
            possible.add(new Awaited.Exited(segment));
        });
        RandomCampaigns.EVENTS.forEach(
                event -> possible.add(new Awaited.Occurred(new WatchedEvent(event, null, List.of()))));
        int count = random.nextInt(MOST);
        for (int i = 1; i <= count; i++) {
            // an instant of its own, to the millisecond: nothing else ever falls due in it
            long minutes = (long) (Math.pow(random.nextDouble(), 2) * SPAN.toMinutes());
            Instant at = T0.plus(Duration.ofMinutes(minutes)).plusMillis(i);
            transitions.add(transition(i, possible.get(random.nextInt(possible.size())), at));
        }
        for (SegmentTransition transition : transitions.subList(1, transitions.size())) {
            if (withOutages && random.nextInt(100) < 40) {
                lags.put(transition.id(), Duration.ofMinutes(random.nextInt(300)));
            }
        }
        transitions.sort(Comparator.comparing(this::readAt));
    }

    /** When the campaigns' side reads it; segment-service has known it since it happened. */
    Instant readAt(SegmentTransition transition) {
        return transition.at().plus(lags.getOrDefault(transition.id(), Duration.ZERO));
    }

    /** In the order in which they are read. The first one starts the campaign. */
    List<SegmentTransition> transitions() {
        return transitions;
    }

    /** What there is to give: one pool fills up some time, or never. */
    FakeRewards rewards() {
        FakeRewards rewards = new FakeRewards().filled("many", T0).balance(chance("balance", "", 0) < 50 ? 60 : 0);
        int hours = chance("filled", "", 0);
        return hours < 70 ? rewards.filled("few", T0.plus(Duration.ofHours(hours))) : rewards;
    }

    boolean silentAt(Instant instant) {
        return withOutages && chance("silence", "", instant.getEpochSecond() / 1200) < 25;
    }

    Knowledge at(Instant now, Map<String, String> questions) {
        if (silentAt(now)) {
            return new Knowledge.Silence("status 503");
        }
        ObjectNode traits = Json.object()
                .put("email", "jo@shop.example")
                .put("timezone", timezone)
                .put("birthday", birthdayAt(now).withYear(1990).toString());
        Map<String, Truth> truths = new HashMap<>();
        questions.forEach((name, expression) -> truths.put(name, truth(expression, now)));
        Map<String, Instant> events = new HashMap<>();
        visitsUntil(now).stream().max(Instant::compareTo).ifPresent(last -> events.put("page_viewed", last));
        Map<String, ConsentStatement> consents = new HashMap<>();
        if (consentAt(now) != null) {
            consents.put("email", ConsentStatement.of("email", ConsentStatement.SUBSCRIBED));
        }
        if (tracksOpens) {
            consents.put("open_tracking", ConsentStatement.of("open_tracking", ConsentStatement.SUBSCRIBED));
        }
        return new Knowledge.Customer(
                CUSTOMER.value(),
                1,
                now,
                traits,
                consents,
                segmentsAt(now),
                truths,
                Json.object(),
                Json.object(),
                Json.object(),
                null,
                Json.object(),
                null,
                events);
    }

    boolean tracksOpens() {
        return tracksOpens;
    }

    List<Instant> visitsUntil(Instant now) {
        return visits.stream().filter(visit -> !visit.isAfter(now)).toList();
    }

    /** When a message was opened that was sent then; empty if it was not, so far. */
    Optional<Instant> opened(String step, Instant sent, Instant now) {
        if (!tracksOpens || chance("opens", step, sent.getEpochSecond()) >= 40) {
            return Optional.empty();
        }
        Instant opened = sent.plus(Duration.ofMinutes(1L + 20L * chance("when", step, sent.getEpochSecond())))
                .plusMillis(250);
        return opened.isAfter(now) ? Optional.empty() : Optional.of(opened);
    }

    LocalDate birthdayAt(Instant now) {
        return now.isBefore(T0.plus(Duration.ofHours(20))) ? birthday : corrected;
    }

    String timezone() {
        return timezone;
    }

    @Nullable
    String consentAt(Instant now) {
        return chance("consent", "", now.getEpochSecond() / 86_400) < 85 ? "subscribed" : null;
    }

    Set<String> segmentsAt(Instant now) {
        Set<String> segments = new HashSet<>();
        List<SegmentTransition> inOrder = new ArrayList<>(transitions);
        inOrder.sort(Comparator.comparing(SegmentTransition::at));
        for (SegmentTransition transition : inOrder) {
            if (!transition.at().isAfter(now)) {
                if (transition.kind() == Kind.ENTERED) {
                    segments.add(transition.segment());
                } else if (transition.kind() == Kind.EXITED) {
                    segments.remove(transition.segment());
                }
            }
        }
        return segments;
    }

    /** Whether what is awaited happened in the time before now. */
    boolean happenedWithin(Awaited awaited, Duration time, Instant now) {
        return transitions.stream()
                .filter(awaited::is)
                .anyMatch(one -> one.at().isAfter(now.minus(time)) && !one.at().isAfter(now));
    }

    Truth truth(String expression, Instant now) {
        if (expression.startsWith("count(event(")) {
            String name = expression.substring(expression.indexOf('"') + 1, expression.lastIndexOf('"'));
            String seconds = expression.substring(expression.indexOf('[') + 1, expression.indexOf("s]"));
            Awaited awaited = new Awaited.Occurred(new WatchedEvent(name, null, List.of()));
            Duration time = Duration.ofSeconds(Long.parseLong(seconds));
            return happenedWithin(awaited, time, now) ? Truth.YES : Truth.NO;
        }
        int chance = chance("truth", expression, now.getEpochSecond() / 14_400);
        if (expression.startsWith("exit.")) {
            return chance < 4 ? Truth.YES : Truth.NO;
        }
        int likely = expression.startsWith("if.") ? 45 : 85;
        return chance < likely ? Truth.YES : chance < 95 ? Truth.NO : Truth.UNKNOWN;
    }

    private int chance(String what, String about, long block) {
        return (int) StableDigest.below(100, what, about, Long.toString(block), Long.toString(seed));
    }

    private static SegmentTransition transition(int number, Awaited what, Instant at) {
        Kind kind;
        String segment;
        Occurrence occurrence = null;
        if (what instanceof Awaited.Entered entered) {
            kind = Kind.ENTERED;
            segment = entered.segment();
        } else if (what instanceof Awaited.Exited exited) {
            kind = Kind.EXITED;
            segment = exited.segment();
        } else {
            kind = Kind.OCCURRED;
            segment = ((Awaited.Occurred) what).event().watchId();
            occurrence = new Occurrence("order_completed", Json.object(), null, null);
        }
        return new SegmentTransition(
                "t" + number,
                kind,
                CUSTOMER,
                "1",
                segment,
                1,
                at,
                at,
                Cause.EVENT,
                null,
                number + 1,
                List.of(),
                occurrence);
    }

    static CampaignVersion version(Campaign campaign) {
        return new CampaignVersion(campaign, 1, CampaignState.ACTIVE);
    }
}
