package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.contract.ShopEvent;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.policy.Truth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single steps do; all of them together are {@link JourneyPropertyTest}'s. */
class StepsTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration SETTLE = Duration.ofMillis(500);

    private final Journey journey = new Journey(
            new SendPolicy(Duration.ofSeconds(5)),
            new AskAgain(SETTLE, Duration.ofMillis(250), Duration.ofSeconds(5)),
            false);

    @Test
    void should_ask_all_expressions_at_once_by_name() {
        CampaignVersion version = campaign(
                """
                start: {entered: leads, onlyIf: cart.count > 1}
                onlyIf: cart.count > 2
                exitOn: {expression: cart.count > 3}
                steps:
                  - if: cart.count > 4
                    then: [{send: {template: one}}]
                  - wait: {event: Order Completed, where: total > 50, atMost: 1d}
                  - {send: {template: two}}
                """);

        assertThat(version.program().questions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "start", "cart.count > 1",
                        "onlyIf", "cart.count > 2",
                        "exit", "cart.count > 3",
                        "step.if-1", "cart.count > 4",
                        "step.wait-2", "count(event(\"Order Completed\"){total > 50}[86400s]) > 0"));
    }

    @Test
    void should_be_as_if_it_had_never_begun_when_the_start_is_narrowed_and_does_not_hold() {
        CampaignVersion version = campaign("start: {entered: leads, onlyIf: cart.count > 1}\n" + SEND);
        Walk no = journey.walk(version, started(version), known(T0, Map.of("start", Truth.UNKNOWN)), OnRecord.NONE, T0);
        Walk yes = journey.walk(version, started(version), known(T0, Map.of("start", Truth.YES)), OnRecord.NONE, T0);

        assertThat(no.isRefused()).isTrue();
        assertThat(yes.isRefused()).isFalse();
        assertThat(yes.next()).isInstanceOf(Enrolment.Completed.class);
    }

    @ParameterizedTest
    @CsvSource({"YES, then, yes", "NO, else, no", "UNKNOWN, else, no"})
    void should_go_the_second_way_unless_the_expression_holds(Truth truth, String way, String template) {
        CampaignVersion version = campaign(
                """
                start: {entered: leads}
                steps:
                  - if: cart.count > 0
                    then: [{send: {template: "yes"}}]
                    else: [{send: {template: "no"}}]
                """);
        Walk walk = journey.walk(version, started(version), known(T0, Map.of("step.if-1", truth)), OnRecord.NONE, T0);

        assertThat(((Effect.Branched) walk.effects().get(0)).way()).isEqualTo(way);
        Effect.Send send = (Effect.Send) walk.effects().get(1);
        assertThat(send.request().template()).isEqualTo(template);
        assertThat(send.step()).isEqualTo("if-1." + way + ".send-1");
    }

    @Test
    void should_split_by_weight_and_always_the_same_way() {
        List<Integer> weights = List.of(1, 3);
        List<Integer> picked = IntStream.range(0, 10_000)
                .map(i -> Chance.pick(weights, "enrolment-" + i, "split-1"))
                .boxed()
                .toList();

        assertThat(picked.stream().filter(way -> way == 1).count()).isBetween(7_300L, 7_700L);
        assertThat(Chance.pick(weights, "enrolment-7", "split-1")).isEqualTo(picked.get(7));
    }

    @Test
    void should_hold_out_a_share_of_the_customers_from_everything_but_waiting() {
        CampaignVersion version = campaign(
                """
                start: {entered: leads}
                holdOut: 99.99%
                steps: [{send: {template: one}}, {set: {tag: seen}}, {wait: 1h}, {send: {template: two}}]
                """);
        Walk walk = journey.walk(version, started(version), known(T0, Map.of()), OnRecord.NONE, T0);

        assertThat(((Effect.Held) walk.effects().get(0)).reason()).isEqualTo(Reason.HOLD_OUT);
        assertThat(walk.effects()).hasSize(1);
        assertThat(((Enrolment.Live) walk.next()).dueAt()).isEqualTo(T0.plus(Duration.ofHours(1)));
    }

    @Test
    void should_tell_segment_service_what_it_sets_each_at_an_instant_of_its_own() {
        CampaignVersion version = campaign(
                """
                start: {entered: leads}
                steps:
                  - set: {tag: seen, untag: new, traits: {tier: gold, trial: null}}
                  - set: {untag: seen}
                """);
        Walk walk = journey.walk(version, started(version), known(T0, Map.of()), OnRecord.NONE, T0);
        List<ShopEvent> events = walk.effects().stream()
                .map(effect -> ((Effect.Tell) effect).event())
                .toList();

        assertThat(events)
                .extracting(ShopEvent::name)
                .containsExactly("Tag Added", "Tag Removed", "Identify", "Tag Removed");
        assertThat(events)
                .extracting(ShopEvent::timestamp)
                .containsExactly(T0, T0.plusMillis(1), T0.plusMillis(2), T0.plusMillis(3));
        assertThat(events).extracting(ShopEvent::id).doesNotHaveDuplicates();
        assertThat(events.get(0).properties().path("tag").asText()).isEqualTo("seen");
        assertThat(events.get(2).traits().toString()).isEqualTo("{\"tier\":\"gold\",\"trial\":null}");
        assertThat(events.get(0).userId()).isEqualTo("1");
        assertThat(events.get(0).trust()).isEqualTo(ShopEvent.Trust.INTERNAL);
        Walk again = journey.walk(version, started(version), known(T0, Map.of()), OnRecord.NONE, T0.plusMillis(1));
        assertThat(((Effect.Tell) again.effects().get(0)).event().id())
                .isEqualTo(events.get(0).id());
    }

    @Test
    void should_wait_for_the_local_time_of_the_customer_and_else_of_the_shop() {
        CampaignVersion version =
                campaign("start: {entered: leads}\nsteps: [{wait: {until: \"12:00\"}}, {send: {template: a}}]");
        Enrolment.Live live = started(version);

        assertThat(dueAfter(version, live, "Europe/Berlin")).isEqualTo("2026-03-02T11:00:00Z");
        assertThat(dueAfter(version, live, "")).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(dueAfter(version, live, "Mars/Olympus")).isEqualTo("2026-03-02T12:00:00Z");
    }

    private String dueAfter(CampaignVersion version, Enrolment.Live live, String timezone) {
        Knowledge.Customer known = (Knowledge.Customer) known(T0, Map.of());
        known.traits().put("timezone", timezone);
        return ((Enrolment.Live)
                        journey.walk(version, live, known, OnRecord.NONE, T0).next())
                .dueAt()
                .toString();
    }

    @Test
    void should_go_on_at_once_when_what_it_waits_for_happens_in_time() {
        CampaignVersion version = campaign(WAIT_FOR_ORDER);
        Enrolment.Live waiting =
                (Enrolment.Live) journey.walk(version, started(version), known(T0, Map.of()), OnRecord.NONE, T0)
                        .next();
        Instant last = T0.plus(Duration.ofDays(1)).minusMillis(1);
        Walk inTime = journey.hear(version, waiting, ordered(last), last).orElseThrow();
        Walk late = journey.hear(version, waiting, ordered(last.plusMillis(1)), last.plusMillis(1))
                .orElseThrow();

        assertThat(waiting.dueAt()).isEqualTo(last.plusMillis(1));
        assertThat(((Effect.Branched) inTime.effects().get(0)).way()).isEqualTo("then");
        assertThat(((Enrolment.Live) inTime.next()).wakeAt()).isEqualTo(last);
        assertThat(late.effects()).isEmpty();
        assertThat(journey.hear(version, waiting, entered("leads", T0), T0)).isEqualTo(Optional.empty());
    }

    @Test
    void should_know_of_what_happened_before_the_wait_began_but_after_it_was_due() {
        CampaignVersion version = campaign(WAIT_FOR_ORDER);
        Enrolment.Live live = started(version);
        Instant between = T0.plusMillis(1);
        Enrolment.Live heard = (Enrolment.Live) journey.hear(version, live, ordered(between), between)
                .orElseThrow()
                .next();
        Enrolment.Live before = (Enrolment.Live) journey.hear(version, live, ordered(T0.minusMillis(1)), between)
                .orElseThrow()
                .next();
        Instant now = T0.plusMillis(2);

        assertThat(way(journey.walk(version, heard, known(now, Map.of()), OnRecord.NONE, now)))
                .isEqualTo("then");
        assertThat(journey.walk(version, before, known(now, Map.of()), OnRecord.NONE, now)
                        .next())
                .isInstanceOf(Enrolment.Live.class);
    }

    @ParameterizedTest
    @CsvSource({"YES, then", "NO, else"})
    void should_ask_in_the_end_whether_it_came_because_its_transition_may_still_be_on_its_way(Truth truth, String way) {
        CampaignVersion version = campaign(WAIT_FOR_ORDER);
        Enrolment.Live waiting =
                (Enrolment.Live) journey.walk(version, started(version), known(T0, Map.of()), OnRecord.NONE, T0)
                        .next();
        Instant now = waiting.wakeAt();

        assertThat(way(journey.walk(version, waiting, known(now, Map.of("step.wait-1", truth)), OnRecord.NONE, now)))
                .isEqualTo(way);
        assertThat(journey.walk(version, waiting, new Knowledge.Silence("away"), OnRecord.NONE, now)
                        .next())
                .isInstanceOf(Enrolment.Live.class);
    }

    @Test
    void should_not_wait_for_a_segment_in_which_the_customer_is() {
        CampaignVersion version = campaign(
                """
                start: {entered: leads}
                steps:
                  - wait: {entered: buyers, atMost: 1d}
                    then: [{send: {template: thanks}}]
                """);
        Knowledge in = new Knowledge.Customer(
                "user:1",
                1,
                T0,
                traits(),
                "subscribed",
                false,
                Set.of("buyers"),
                Map.of(),
                Json.object(),
                Json.object());

        assertThat(way(journey.walk(version, started(version), in, OnRecord.NONE, T0)))
                .isEqualTo("then");
    }

    @Test
    void should_start_on_an_event_and_tell_the_template_of_it() {
        CampaignVersion version = campaign(
                """
                start: {event: Order Completed, where: total > 50, properties: [order_id]}
                steps: [{send: {template: thanks}}]
                """);
        WatchedEvent event = new WatchedEvent("Order Completed", "total > 50", List.of("order_id"));
        ObjectNode properties = Json.object().put("order_id", "o-1");
        SegmentTransition occurred =
                occurred(event, T0, new Occurrence("order_completed", properties, new BigDecimal("59.80"), "EUR"));
        Enrolment.Live live = ((Start.Enrolled) journey.start(version, occurred, null, T0)).enrolment();
        Effect.Send send = (Effect.Send) journey.walk(version, live, known(T0, Map.of()), OnRecord.NONE, T0)
                .effects()
                .get(0);

        assertThat(version.events()).containsExactly(event);
        assertThat(send.request().snapshot().path("trigger").toString())
                .isEqualTo("{\"event\":\"order_completed\",\"properties\":{\"order_id\":\"o-1\"},\"total\":\"59.80\","
                        + "\"currency\":\"EUR\",\"at\":\"2026-03-02T10:00:00Z\"}");
    }

    /** At eleven in London on the last of November, summer begins in Auckland. */
    @Test
    void should_tell_the_template_where_the_customer_is_and_which_season_it_is_there() {
        CampaignVersion version = campaign("start: {entered: leads}\n" + SEND);
        Instant now = Instant.parse("2026-11-30T11:00:00Z");
        ObjectNode traits = traits();
        traits.putObject("address").put("country", "NZ");
        Knowledge known = new Knowledge.Customer(
                "user:1", 1, now, traits, "subscribed", false, Set.of("leads"), Map.of(), Json.object(), Json.object());
        Enrolment.Live live = ((Start.Enrolled) journey.start(version, entered("leads", now), null, now)).enrolment();
        Effect.Send send = (Effect.Send)
                journey.walk(version, live, known, OnRecord.NONE, now).effects().get(0);

        assertThat(send.request().snapshot().path("place").toString())
                .isEqualTo("{\"timezone\":\"Pacific/Auckland\",\"country\":\"NZ\",\"season\":\"summer\"}");
    }

    @Test
    void should_end_on_an_event_or_on_entering_a_segment() {
        CampaignVersion version = campaign(
                """
                start: {entered: leads}
                exitOn: {event: Order Completed, entered: blocked}
                steps: [{send: {template: one}}]
                """);

        assertThat(Journey.endsOn(version, ordered(T0))).contains(Reason.EXIT_EVENT);
        assertThat(Journey.endsOn(version, entered("blocked", T0))).contains(Reason.EXIT_EVENT);
        assertThat(Journey.endsOn(version, entered("leads", T0))).isEmpty();
    }

    @Test
    void should_find_a_step_of_another_version_by_its_name_and_kind() {
        Program one = campaign("start: {entered: leads}\nsteps: [{wait: 1d, name: rest}, {send: {template: a}}]")
                .program();
        Program two = campaign(
                        "start: {entered: leads}\nsteps: [{set: {tag: x}}, {wait: 2d, name: rest}, {send: {template: a}}]")
                .program();

        assertThat(one.placeIn(two, 0)).hasValue(1);
        assertThat(one.placeIn(two, 1)).isEmpty();
        assertThat(one.placeIn(two, 2)).hasValue(3);
    }

    private static final String SEND = "steps: [{send: {template: one}}]\n";

    private static final String WAIT_FOR_ORDER =
            """
            start: {entered: leads}
            steps:
              - wait: {event: Order Completed, atMost: 1d}
                else: [{send: {template: reminder}}]
            """;

    private static String way(Walk walk) {
        return ((Effect.Branched) walk.effects().get(0)).way();
    }

    private Enrolment.Live started(CampaignVersion version) {
        return ((Start.Enrolled) journey.start(version, entered("leads", T0), null, T0)).enrolment();
    }

    private static SegmentTransition entered(String segment, Instant at) {
        return new SegmentTransition(
                "t1", Kind.ENTERED, CustomerId.user("1"), "1", segment, 1, at, at, Cause.EVENT, null, 1, List.of());
    }

    private static SegmentTransition ordered(Instant at) {
        return occurred(
                new WatchedEvent("Order Completed", null, List.of()),
                at,
                new Occurrence("order_completed", Json.object(), null, null));
    }

    private static SegmentTransition occurred(WatchedEvent event, Instant at, Occurrence occurrence) {
        return new SegmentTransition(
                "t2",
                Kind.OCCURRED,
                CustomerId.user("1"),
                "1",
                event.watchId(),
                1,
                at,
                at,
                Cause.EVENT,
                "e",
                1,
                List.of(),
                occurrence);
    }

    private static Knowledge known(Instant asOf, Map<String, Truth> truths) {
        return new Knowledge.Customer(
                "user:1",
                1,
                asOf,
                traits(),
                "subscribed",
                false,
                Set.of("leads"),
                truths,
                Json.object(),
                Json.object());
    }

    private static ObjectNode traits() {
        return Json.object().put("email", "jo@shop.example");
    }

    private static CampaignVersion campaign(String document) {
        Reading reading = CampaignText.read("steps", "name: Steps\n" + document);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return new CampaignVersion(((Reading.Accepted) reading).campaign(), 1, CampaignState.ACTIVE);
    }
}
