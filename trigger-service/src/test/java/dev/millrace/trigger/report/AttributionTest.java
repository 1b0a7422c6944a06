package dev.millrace.trigger.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.report.Attribution.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Which message brought about a goal, and which enrolments reached it. */
class AttributionTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    private static final String ORDERS = "goal-orders";
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void should_credit_the_message_that_touched_last() {
        Attribution found = Attribution.of(
                List.of(ordered("o1", 50, "59.80")),
                List.of(touch("first", 10, 2), touch("second", 20, 1), touch("later", 51, 2)),
                List.of());

        assertThat(found.credits()).containsOnlyKeys("order o1");
        assertThat(found.credits().get("order o1").message()).isEqualTo("second");
        assertThat(found.credits().get("order o1").worth()).isEqualByComparingTo("59.80");
    }

    @Test
    void should_not_credit_a_goal_that_came_before_the_touch_or_after_the_window() {
        List<Touch> touches = List.of(touch("m", 24, 2));

        assertThat(credited(hours(24).minusMillis(1), touches)).isFalse();
        assertThat(credited(hours(24), touches)).isTrue();
        assertThat(credited(hours(24).plus(WEEK), touches)).isTrue();
        assertThat(credited(hours(24).plus(WEEK).plusMillis(1), touches)).isFalse();
    }

    @Test
    void should_prefer_the_click_to_the_opening_of_the_same_instant() {
        Attribution found = Attribution.of(
                List.of(ordered("o1", 50, "1")), List.of(touch("opened", 10, 1), touch("clicked", 10, 2)), List.of());

        assertThat(found.credits().get("order o1").message()).isEqualTo("clicked");
    }

    @Test
    void should_credit_one_order_once_across_campaigns_with_different_goals() {
        GoalEvent large = new GoalEvent("goal-large", "order o1", hours(50), new BigDecimal("59.80"), true);
        Touch ofOther = new Touch("other", "goal-large", WEEK, 2, hours(30));

        Attribution found = Attribution.of(
                List.of(ordered("o1", 50, "59.80"), large), List.of(touch("m", 10, 2), ofOther), List.of());

        assertThat(found.credits()).hasSize(1);
        assertThat(found.credits().get("order o1").message()).isEqualTo("other");
    }

    @Test
    void should_not_credit_a_message_whose_campaign_has_another_goal() {
        Touch ofOther = new Touch("other", "goal-surveys", WEEK, 2, hours(30));

        assertThat(Attribution.of(List.of(ordered("o1", 50, "1")), List.of(ofOther), List.of())
                        .credits())
                .isEmpty();
    }

    @Test
    void should_count_an_order_that_was_told_twice_once_and_by_the_first() {
        Attribution found = Attribution.of(
                List.of(ordered("o1", 60, "70"), ordered("o1", 50, "59.80")),
                List.of(touch("m", 10, 2)),
                List.of(run("e", "a", 0)));

        assertThat(found.credits().get("order o1").worth()).isEqualByComparingTo("59.80");
        assertThat(found.shares().get("e").goals()).isEqualTo(1);
    }

    @Test
    void should_take_a_cancelled_order_back_and_a_refund_off() {
        GoalEvent cancelled = new GoalEvent(Attribution.CANCELLED, "order o1", hours(70), null, false);
        GoalEvent partly = new GoalEvent(Attribution.REFUNDED, "order o2", hours(70), new BigDecimal("10"), true);
        GoalEvent wholly = new GoalEvent(Attribution.REFUNDED, "order o3", hours(70), null, false);
        GoalEvent tooMuch = new GoalEvent(Attribution.REFUNDED, "order o4", hours(70), new BigDecimal("99"), true);

        Attribution found = Attribution.of(
                List.of(
                        ordered("o1", 50, "30"),
                        ordered("o2", 50, "30"),
                        ordered("o3", 50, "30"),
                        ordered("o4", 50, "30"),
                        cancelled,
                        partly,
                        wholly,
                        tooMuch),
                List.of(touch("m", 10, 2)),
                List.of(run("e", "a", 0)));

        assertThat(found.credits()).containsOnlyKeys("order o2", "order o3", "order o4");
        assertThat(found.credits().get("order o2").worth()).isEqualByComparingTo("20");
        assertThat(found.credits().get("order o3").worth()).isEqualByComparingTo("0");
        assertThat(found.credits().get("order o4").worth()).isEqualByComparingTo("0");
        assertThat(found.shares().get("e").goals()).isEqualTo(3);
        assertThat(found.shares().get("e").revenue()).isEqualByComparingTo("20");
    }

    @Test
    void should_say_that_an_amount_has_no_rate() {
        GoalEvent foreign = new GoalEvent(ORDERS, "order o1", hours(50), null, true);
        GoalEvent free = new GoalEvent(ORDERS, "order o2", hours(50), null, false);

        Attribution found = Attribution.of(List.of(foreign, free), List.of(touch("m", 10, 2)), List.of());

        assertThat(found.credits().get("order o1").unpriced()).isTrue();
        assertThat(found.credits().get("order o2").unpriced()).isFalse();
    }

    @Test
    void should_count_for_whoever_started_touched_or_not_and_for_the_latest_start_of_a_campaign() {
        Attribution found = Attribution.of(
                List.of(ordered("o1", 50, "10"), ordered("o2", 60, "5")),
                List.of(),
                List.of(run("early", "a", 0), run("late", "a", 40), run("held-out", "b", 0), run("after", "b", 61)));

        assertThat(found.credits()).isEmpty();
        assertThat(found.shares()).containsOnlyKeys("late", "held-out");
        assertThat(found.shares().get("late")).isEqualTo(new Share(2, new BigDecimal("15")));
    }

    /** What is known does not depend on the order in which it came, nor on how often it was told. */
    @Property(tries = 300)
    void should_find_the_same_in_any_order_and_however_often_it_was_told(@ForAll long seed) {
        Random random = new Random(seed);
        List<GoalEvent> events = new ArrayList<>();
        List<Touch> touches = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "order " + random.nextInt(4);
            String watch = List.of(ORDERS, "goal-large", Attribution.CANCELLED, Attribution.REFUNDED)
                    .get(random.nextInt(10) < 7 ? random.nextInt(2) : 2 + random.nextInt(2));
            events.add(new GoalEvent(watch, key, hours(random.nextInt(300)), new BigDecimal(random.nextInt(50)), true));
            String goal = random.nextBoolean() ? ORDERS : "goal-large";
            touches.add(new Touch("m" + i, goal, WEEK, random.nextInt(3), hours(random.nextInt(300))));
            runs.add(new Run("e" + i, "c" + random.nextInt(3), goal, WEEK, hours(random.nextInt(300))));
        }
        Attribution found = Attribution.of(events, touches, runs);

        List<GoalEvent> again = new ArrayList<>(events);
        events.stream()
                .filter(event -> !event.watch().equals(Attribution.REFUNDED))
                .forEach(again::add);
        Collections.shuffle(again, random);
        Collections.shuffle(touches, random);
        Collections.shuffle(runs, random);

        assertThat(Attribution.of(again, touches, runs)).isEqualTo(found);
        assertThat(found.shares().values().stream().mapToInt(Share::goals).sum())
                .describedAs("once for each campaign at most")
                .isLessThanOrEqualTo(4 * 3);
    }

    private static boolean credited(Instant at, List<Touch> touches) {
        GoalEvent order = new GoalEvent(ORDERS, "order o1", at, BigDecimal.ONE, true);
        return !Attribution.of(List.of(order), touches, List.of()).credits().isEmpty();
    }

    private static GoalEvent ordered(String order, int hour, String worth) {
        return new GoalEvent(ORDERS, "order " + order, hours(hour), new BigDecimal(worth), true);
    }

    private static Touch touch(String message, int hour, int strength) {
        return new Touch(message, ORDERS, WEEK, strength, hours(hour));
    }

    private static Run run(String enrolment, String campaign, int hour) {
        return new Run(enrolment, campaign, ORDERS, WEEK, hours(hour));
    }

    private static Instant hours(int hours) {
        return T0.plus(Duration.ofHours(hours));
    }
}
