package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.SendPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JourneyTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Knowledge SILENCE = new Knowledge.Silence("status 503");

    private final Journey journey =
            new Journey(new SendPolicy(Duration.ofSeconds(5)), new AskAgain(SETTLE, FIRST, LONGEST), false);

    @Test
    void should_begin_at_the_first_send_due_when_the_transition_was_decided() {
        SegmentTransition transition = entered(Cause.EVENT, T0.minusSeconds(2), T0.minusSeconds(1));
        Enrolment.Live live = enrolled(campaign("never"), transition, null, T0);

        assertThat(live.position()).isZero();
        assertThat(live.dueAt()).isEqualTo(T0.minusSeconds(1));
        assertThat(live.wakeAt()).isEqualTo(T0.minusSeconds(1));
        assertThat(live.origin().startedAt()).isEqualTo(T0);
        assertThat(live.origin().trigger().at()).isEqualTo(T0.minusSeconds(2));
    }

    @Test
    void should_have_ids_that_depend_on_campaign_customer_and_transition_only() {
        SegmentTransition transition = entered(Cause.EVENT, T0, T0);
        String id = enrolled(campaign("never"), transition, null, T0).origin().id();

        assertThat(enrolled(campaign("always"), transition, null, T0.plusSeconds(9))
                        .origin()
                        .id())
                .isEqualTo(id);
        assertThat(enrolled(campaign("never"), entered("other", Cause.EVENT, T0, T0), null, T0)
                        .origin()
                        .id())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void should_start_for_what_happens_to_the_customer_only(Cause cause) {
        Start start = journey.start(campaign("never"), entered(cause, T0, T0), null, T0);

        boolean happens = Set.of(Cause.EVENT, Cause.TIME, Cause.LATE_EVENT).contains(cause);
        assertThat(start).isInstanceOf(happens ? Start.Enrolled.class : Start.Refused.class);
    }

    @ParameterizedTest(name = "flipped {0} ms and decided {1} ms before the limit: starts {2}")
    @CsvSource({"1, -9, false", "0, -9, true", "-1, -9, true", "-9, 1, false", "-9, 0, true"})
    void should_start_only_within_the_time_the_campaign_allows(long at, long decidedAt, boolean starts) {
        Instant limit = T0.minus(DAY);
        SegmentTransition transition = entered(Cause.TIME, limit.minusMillis(at), limit.minusMillis(decidedAt));
        Start start = journey.start(campaign("never"), transition, null, T0);

        assertThat(start)
                .isEqualTo(starts ? start : new Start.Refused(Start.Why.TOO_LATE))
                .isInstanceOf(starts ? Start.Enrolled.class : Start.Refused.class);
    }

    @ParameterizedTest(name = "{0}, {1} ms after 7 days: starts {2}")
    @CsvSource({
        "never,        1, false",
        "always,       -604800000, true",
        "{after: 7d},  -1, false",
        "{after: 7d},  0, true",
        "{after: 7d},  1, true",
    })
    void should_start_again_by_the_rule_of_reentry(String reentry, long millis, boolean starts) {
        Enrolment.Live live = enrolled(campaign(reentry), entered(Cause.EVENT, T0, T0), null, T0);
        Enrolment done = new Enrolment.Completed(live.origin(), T0);
        Instant now = T0.plus(Duration.ofDays(7)).plusMillis(millis);
        Start again = journey.start(campaign(reentry), entered("again", Cause.EVENT, now, now), done, now);

        assertThat(again).isInstanceOf(starts ? Start.Enrolled.class : Start.Refused.class);
    }

    @Test
    void should_not_start_while_one_is_under_way() {
        Enrolment.Live live = enrolled(campaign("always"), entered(Cause.EVENT, T0, T0), null, T0);

        assertThat(journey.start(campaign("always"), entered("b", Cause.EVENT, T0, T0), live, T0))
                .isEqualTo(new Start.Refused(Start.Why.ALREADY_LIVE));
    }

    @Test
    void should_listen_only_while_active_and_only_to_its_segment() {
        CampaignVersion active = campaign("never");
        CampaignVersion archived = new CampaignVersion(active.campaign(), 1, CampaignState.ARCHIVED);

        assertThat(Journey.startsOn(active, entered(Cause.EVENT, T0, T0))).isTrue();
        assertThat(Journey.startsOn(archived, entered(Cause.EVENT, T0, T0))).isFalse();
        assertThat(Journey.startsOn(active, transition(Kind.EXITED, "abandoned", Cause.EVENT)))
                .isFalse();
        assertThat(Journey.startsOn(active, transition(Kind.ENTERED, "other", Cause.EVENT)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void should_end_on_leaving_for_every_cause_but_a_merge(Cause cause) {
        assertThat(Journey.endsOn(campaign("never"), transition(Kind.EXITED, "abandoned", cause)))
                .isEqualTo(cause == Cause.MERGE ? Optional.empty() : Optional.of(Reason.LEFT_SEGMENT));
        assertThat(Journey.endsOn(campaign("never"), transition(Kind.EXITED, "other", cause)))
                .isEmpty();
        assertThat(Journey.endsOn(campaign("never"), transition(Kind.ENTERED, "abandoned", cause)))
                .isEmpty();
    }

    @Test
    void should_send_and_then_wait_from_the_decision() {
        Instant now = T0.plusSeconds(3);
        Walk walk = journey.walk(campaign("never"), live(), known(now), OnRecord.NONE, now);
        MessageRequested request = sent(walk);
        Enrolment.Live next = (Enrolment.Live) walk.next();

        assertThat(request.validUntil()).isEqualTo(T0.plus(Duration.ofHours(12)));
        assertThat(request.requestedAt()).isEqualTo(now);
        assertThat(request.step()).isEqualTo("send-1");
        assertThat(request.snapshot().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("customer", "cart", "orders", "trigger", "place");
        assertThat(next.position()).isEqualTo(1);
        assertThat(next.begun()).isTrue();
        assertThat(next.dueAt()).isEqualTo(now.plus(DAY));
        assertThat(next.wakeAt()).isEqualTo(now.plus(DAY).plus(SETTLE));
    }

    @Test
    void should_give_the_same_message_id_to_the_same_step_whenever_it_is_decided() {
        Enrolment.Live live = live();
        Walk once = journey.walk(campaign("never"), live, known(T0), OnRecord.NONE, T0);
        Walk again =
                journey.walk(campaign("never"), live, known(T0.plusSeconds(60)), OnRecord.NONE, T0.plusSeconds(60));
        Instant later = T0.plus(DAY);
        Walk second = journey.walk(campaign("never"), (Enrolment.Live) once.next(), known(later), OnRecord.NONE, later);

        assertThat(sent(again).id()).isEqualTo(sent(once).id());
        assertThat(sent(second).id()).isNotEqualTo(sent(once).id());
        assertThat(second.next()).isInstanceOf(Enrolment.Completed.class);
    }

    @Test
    void should_go_on_after_a_send_that_was_held() {
        Walk walk = journey.walk(campaign("never"), live(), new Knowledge.Stranger(T0), OnRecord.NONE, T0);

        assertThat(((Effect.Held) only(walk)).reason()).isEqualTo(Reason.UNKNOWN_CUSTOMER);
        assertThat(((Enrolment.Live) walk.next()).dueAt()).isEqualTo(T0.plus(DAY));
    }

    @Test
    void should_ask_again_with_growing_but_bounded_pauses() {
        Enrolment.Live live = live();
        Instant now = T0;
        for (long millis : List.of(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L)) {
            Walk walk = journey.walk(campaign("never"), live, SILENCE, OnRecord.NONE, now);
            live = (Enrolment.Live) walk.next();
            assertThat(Duration.between(now, live.wakeAt())).hasMillis(millis);
            assertThat(live.dueAt()).isEqualTo(T0);
            now = live.wakeAt();
        }
    }

    @Test
    void should_find_silence_noteworthy_at_once_and_stale_knowledge_only_when_it_lasts() {
        assertThat(noteworthy(SILENCE)).containsExactly(true, false, false, false, false);
        assertThat(noteworthy(known(T0.minusMillis(1)))).containsExactly(false, false, false, true, false);
    }

    private List<Boolean> noteworthy(Knowledge knowledge) {
        List<Boolean> found = new ArrayList<>();
        Enrolment.Live live = live();
        for (int i = 0; i < 5; i++) {
            Walk walk = journey.walk(campaign("never"), live, knowledge, OnRecord.NONE, T0);
            found.add(!walk.effects().isEmpty());
            live = (Enrolment.Live) walk.next();
        }
        return found;
    }

    @Test
    void should_count_from_when_it_was_due_after_a_send_that_expired() {
        Instant now = T0.plus(Duration.ofHours(13));
        Walk first = journey.walk(campaign("never"), live(), SILENCE, OnRecord.NONE, now);
        Enrolment.Live next = (Enrolment.Live) first.next();

        assertThat(only(first)).isInstanceOf(Effect.Expired.class);
        assertThat(next.dueAt()).isEqualTo(T0.plus(DAY));
    }

    @Test
    void should_let_everything_expire_that_fell_due_long_ago_without_an_answer() {
        Walk walk = journey.walk(campaign("never"), live(), SILENCE, OnRecord.NONE, T0.plus(Duration.ofDays(3)));

        assertThat(walk.effects()).hasSize(2).allMatch(Effect.Expired.class::isInstance);
        assertThat(walk.next()).isInstanceOf(Enrolment.Completed.class);
    }

    @Test
    void should_decide_nothing_after_a_wait_on_an_answer_from_before_its_end() {
        Instant now = T0.plus(DAY).plusMillis(10);
        Enrolment.Live waiting = (Enrolment.Live) journey.walk(campaign("never"), live(), known(T0), OnRecord.NONE, T0)
                .next();
        Walk walk = journey.walk(campaign("never"), waiting, known(T0.plus(DAY).minusMillis(1)), OnRecord.NONE, now);

        assertThat(walk.effects()).isEmpty();
        assertThat(((Enrolment.Live) walk.next()).waitsFor()).isEqualTo(Reason.STALE_KNOWLEDGE);
    }

    @Test
    void should_exit_when_the_campaign_was_archived() {
        CampaignVersion archived = new CampaignVersion(campaign("never").campaign(), 1, CampaignState.ARCHIVED);
        Walk walk = journey.walk(archived, live(), known(T0), OnRecord.NONE, T0);

        assertThat(((Enrolment.Exited) walk.next()).reason()).isEqualTo(Reason.CAMPAIGN_ARCHIVED);
    }

    @Test
    void should_stand_still_while_the_campaign_is_paused() {
        CampaignVersion paused = new CampaignVersion(campaign("never").campaign(), 1, CampaignState.PAUSED);
        Enrolment.Live next = (Enrolment.Live)
                journey.walk(paused, live(), known(T0), OnRecord.NONE, T0).next();

        assertThat(next.wakeAt()).isEqualTo(Journey.NEVER);
        assertThat(next.waitsFor()).isEqualTo(Reason.CAMPAIGN_PAUSED);
        assertThat(next.dueAt()).isEqualTo(T0);
    }

    @Test
    void should_move_to_the_customer_merged_into_and_be_looked_at_again_at_once() {
        Enrolment.Live live = live();
        Walk walk = journey.walk(campaign("never"), live, known("user:2", T0, false), OnRecord.NONE, T0);
        Enrolment.Live next = (Enrolment.Live) walk.next();

        assertThat(((Effect.Moves) only(walk)).to()).isEqualTo(CustomerId.user("2"));
        assertThat(next.origin().customer()).isEqualTo(CustomerId.user("2"));
        assertThat(next.origin().id()).isEqualTo(live.origin().id());
        assertThat(next.wakeAt()).isEqualTo(T0);
        assertThat(next.dueAt()).isEqualTo(live.dueAt());
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "false, true, true", "true, false, true"})
    void should_track_openings_by_consent_unless_told_otherwise(boolean ofAll, boolean consented, boolean tracked) {
        Journey told = new Journey(new SendPolicy(Duration.ofSeconds(5)), new AskAgain(SETTLE, FIRST, LONGEST), ofAll);
        Walk walk = told.walk(campaign("never"), live(), known("user:1", T0, consented), OnRecord.NONE, T0);

        assertThat(sent(walk).trackOpens()).isEqualTo(tracked);
    }

    private static MessageRequested sent(Walk walk) {
        return ((Effect.Send) only(walk)).request();
    }

    private static Effect only(Walk walk) {
        assertThat(walk.effects()).hasSize(1);
        return walk.effects().get(0);
    }

    private Enrolment.Live live() {
        return enrolled(campaign("never"), entered(Cause.EVENT, T0, T0), null, T0);
    }

    private Enrolment.Live enrolled(
            CampaignVersion version, SegmentTransition transition, @Nullable Enrolment latest, Instant now) {
        return ((Start.Enrolled) journey.start(version, transition, latest, now)).enrolment();
    }

    private static SegmentTransition entered(Cause cause, Instant at, Instant decidedAt) {
        return entered("t1", cause, at, decidedAt);
    }

    private static SegmentTransition entered(String id, Cause cause, Instant at, Instant decidedAt) {
        return new SegmentTransition(
                id, Kind.ENTERED, CustomerId.user("1"), "1", "abandoned", 1, at, decidedAt, cause, null, 1, List.of());
    }

    private static SegmentTransition transition(Kind kind, String segment, Cause cause) {
        return new SegmentTransition(
                "t9", kind, CustomerId.user("1"), "1", segment, 1, T0, T0, cause, null, 1, List.of());
    }

    private static Knowledge known(Instant asOf) {
        return known("user:1", asOf, false);
    }

    private static Knowledge known(String id, Instant asOf, boolean openTracking) {
        ObjectNode traits = Json.object().put("email", "jo@shop.example");
        return new Knowledge.Customer(
                id,
                1,
                asOf,
                traits,
                "subscribed",
                openTracking,
                Set.of("abandoned"),
                Map.of(),
                Json.object(),
                Json.object());
    }

    private static CampaignVersion campaign(String reentry) {
        String document =
                """
                name: Cart
                start: {entered: abandoned}
                exitOn: {exited: abandoned}
                reentry: %s
                steps: [{send: {template: one}}, {wait: 24h}, {send: {template: two}}]
                """
                        .formatted(reentry);
        return new CampaignVersion(
                ((Reading.Accepted) CampaignText.read("cart", document)).campaign(), 1, CampaignState.ACTIVE);
    }
}
