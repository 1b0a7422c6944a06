package dev.millrace.trigger.flow;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Anniversary;
import dev.millrace.trigger.campaign.Awaited;
import dev.millrace.trigger.campaign.Beginning;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.journey.Enrolment;
import dev.millrace.trigger.journey.Journey;
import dev.millrace.trigger.journey.Simulation;
import dev.millrace.trigger.journey.Start;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.segment.SegmentKnowledge;
import dev.millrace.trigger.segment.SegmentMembers;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.EnrolmentEntity;
import dev.millrace.trigger.store.Enrolments;
import dev.millrace.trigger.store.OnRecords;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what a campaign would do with customers, beginning now, on what is known of them now. The transaction in which our own
 * tables are read is rolled back whatever happens in it.
 */
@ApplicationScoped
public class Simulations {

    private static final int A_YEAR = 367;

    /**
     * What is imagined.
     *
     * @param occurrence what starts it, if an event does
     * @param happens in the order of time
     */
    public record Imagined(@Nullable Occurrence occurrence, List<Happening> happens) {}

    /** Something that a campaign waits for happens. */
    public record Happening(Duration after, Awaited what) {}

    /**
     * One customer's journey.
     *
     * @param obstacle why it would not start; the lines tell how it would go if it did
     */
    public record Journeyed(String customer, boolean known, @Nullable String obstacle, List<Simulation.Line> lines) {}

    private final Campaigns campaigns;
    private final Journey journey;
    private final SegmentKnowledge knowledge;
    private final SegmentMembers members;
    private final OnRecords onRecords;
    private final Enrolments enrolments;
    private final InstantSource time;

    Simulations(
            Campaigns campaigns,
            Journey journey,
            SegmentKnowledge knowledge,
            SegmentMembers members,
            OnRecords onRecords,
            Enrolments enrolments,
            InstantSource time) {
        this.campaigns = campaigns;
        this.journey = journey;
        this.knowledge = knowledge;
        this.members = members;
        this.onRecords = onRecords;
        this.enrolments = enrolments;
        this.time = time;
    }

    /** The campaign as it is stored, as if it were active, whatever it is. */
    public Optional<CampaignVersion> stored(String id) {
        return campaigns.summary(id).map(summary -> {
            CampaignVersion version = campaigns.version(id, summary.version());
            return new CampaignVersion(version.campaign(), version.program(), version.version(), CampaignState.ACTIVE);
        });
    }

    /**
     * An event may be listened for in several ways, each with a condition of its own: all are taken to hold. None if the campaign
     * does not listen for it.
     */
    public static List<Happening> happenings(CampaignVersion version, Duration after, String event) {
        return version.events().stream()
                .filter(one -> one.name().equals(event))
                .map(one -> new Happening(after, new Awaited.Occurred(one)))
                .toList();
    }

    /** Some members of a segment. */
    public SegmentMembers.Answer sample(String segment, int most) {
        return members.page(segment, null, most);
    }

    public List<Journeyed> run(CampaignVersion version, Collection<CustomerId> customers, Imagined imagined) {
        Instant now = time.instant();
        List<String> ids = customers.stream().map(CustomerId::value).distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Knowledge> answers = knowledge.ask(
                version.campaign().id(),
                version.program().questions(),
                version.program().products(),
                Map.of(),
                ids,
                null);
        Map<String, OnRecord> records = new HashMap<>();
        Map<String, Enrolment> latest = new HashMap<>();
        QuarkusTransaction.begin();
        try {
            records.putAll(onRecords.load(answers, now));
            for (EnrolmentEntity row : enrolments.lockLatest(ids)) {
                Enrolment enrolment = row.toEnrolment();
                if (enrolment.origin().campaign().equals(version.campaign().id())) {
                    latest.put(enrolment.origin().customer().value(), enrolment);
                }
            }
        } finally {
            // loading notes what the answers say of consent, and nothing of a simulation is to be kept
            QuarkusTransaction.rollback();
        }
        List<Journeyed> journeys = new ArrayList<>();
        for (String id : ids) {
            Knowledge answer = answers.getOrDefault(id, new Knowledge.Silence("not asked"));
            OnRecord record = records.getOrDefault(id, OnRecord.NONE);
            journeys.add(one(version, CustomerId.of(id), answer, record, latest.get(id), imagined, now));
        }
        return journeys;
    }

    private Journeyed one(
            CampaignVersion version,
            CustomerId customer,
            Knowledge answer,
            OnRecord record,
            @Nullable Enrolment latest,
            Imagined imagined,
            Instant now) {
        boolean known = answer instanceof Knowledge.Customer;
        Optional<Instant> begins = begins(version, answer, record, now);
        if (begins.isEmpty()) {
            return new Journeyed(customer.value(), known, "no-date", List.of());
        }
        Start real = start(version, customer, latest, imagined, answer, record, begins.get());
        String obstacle = real instanceof Start.Refused refused ? refused.why().text() : null;
        Start as = obstacle == null ? real : start(version, customer, null, imagined, answer, record, begins.get());
        if (!(as instanceof Start.Enrolled enrolled)) {
            return new Journeyed(customer.value(), known, obstacle, List.of());
        }
        List<SegmentTransition> happens = imagined.happens().stream()
                .map(one -> happening(customer, one, begins.get()))
                .toList();
        List<Simulation.Line> lines =
                new Simulation(journey, version, answer, record, happens).run(enrolled.enrolment());
        return new Journeyed(customer.value(), known, obstacle, lines);
    }

    /** Now, but for a day of the year: then when segment-service would say that it draws near. */
    private Optional<Instant> begins(CampaignVersion version, Knowledge answer, OnRecord record, Instant now) {
        if (!(version.campaign().start().on() instanceof Beginning.OnDate onDate)) {
            return Optional.of(now);
        }
        if (!(answer instanceof Knowledge.Customer customer)) {
            return Optional.empty();
        }
        Anniversary anniversary = onDate.anniversary();
        ZoneId zone = journey.zone(answer, record);
        for (int day = 0; day < A_YEAR; day++) {
            Instant entered = now.plus(Duration.ofDays(day));
            if (anniversary
                    .next(anniversary.said(customer.traits()), zone, entered, Duration.ZERO)
                    .isPresent()) {
                return Optional.of(entered);
            }
        }
        return Optional.empty();
    }

    private Start start(
            CampaignVersion version,
            CustomerId customer,
            @Nullable Enrolment latest,
            Imagined imagined,
            Knowledge answer,
            OnRecord record,
            Instant begins) {
        Beginning on = version.campaign().start().on();
        if (on instanceof Beginning.Broadcast broadcast) {
            Instant planned = broadcast.begins(journey.zone(answer, record));
            Instant turn = planned.isBefore(begins) ? begins : planned;
            return journey.start(version, broadcast, new Journey.Recipient(customer, null), latest, turn, turn, begins);
        }
        Awaited what = on.awaited().orElseThrow();
        SegmentTransition transition = what instanceof Awaited.Occurred occurred
                ? happened(customer, occurred, imagined.occurrence(), begins)
                : happening(customer, new Happening(Duration.ZERO, what), begins);
        return journey.start(version, transition, latest, begins);
    }

    private static SegmentTransition happening(CustomerId customer, Happening happening, Instant begins) {
        Instant at = begins.plus(happening.after());
        if (happening.what() instanceof Awaited.Entered entered) {
            return Simulation.imagined(customer, null, Kind.ENTERED, entered.segment(), null, at);
        }
        if (happening.what() instanceof Awaited.Exited exited) {
            return Simulation.imagined(customer, null, Kind.EXITED, exited.segment(), null, at);
        }
        return happened(customer, (Awaited.Occurred) happening.what(), null, at);
    }

    private static SegmentTransition happened(
            CustomerId customer, Awaited.Occurred what, @Nullable Occurrence said, Instant at) {
        Occurrence occurrence = Objects.requireNonNullElseGet(
                said, () -> new Occurrence(what.event().name(), Json.object(), null, null));
        return Simulation.imagined(customer, null, Kind.OCCURRED, what.event().watchId(), occurrence, at);
    }
}
