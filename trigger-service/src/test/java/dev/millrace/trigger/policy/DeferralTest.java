package dev.millrace.trigger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.policy.settings.FrequencyCaps.Window;
import dev.millrace.trigger.policy.settings.Policies;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Plays many sends to one customer through, one decision at a time as under the customer's lock, and looks at all that went
 * out: no window has more than its cap, nothing went out in quiet hours, and every deferral came to an end.
 */
class DeferralTest {

    private static final int MOST_DECISIONS_OF_ONE = 500;
    private static final Instant BEGIN = Instant.parse("2026-03-20T00:00:00Z");
    private static final List<String> ZONES =
            List.of("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "+12:00", "-12:00", "+14:00");

    /** A send that is due some minutes after the beginning. */
    record Waiting(String id, int priority, int validHours, Instant due, Instant wakeAt, int decisions) {

        Waiting at(Instant wake) {
            return new Waiting(id, priority, validHours, due, wake, decisions + 1);
        }
    }

    @Property(tries = 300)
    void should_keep_to_caps_and_quiet_hours_and_end(
            @ForAll("anySends") @Size(min = 1, max = 40) List<Waiting> sends,
            @ForAll @IntRange(min = 1, max = 3) int day,
            @ForAll @IntRange(min = 2, max = 6) int week,
            @ForAll("anyZone") String zone) {
        Policies policies = PolicyCase.policies(
                """
                caps: [{day: %d, week: %d}]
                quietHours: {from: "21:00", until: "08:00", spread: 2h}
                """
                        .formatted(day, week));
        List<Instant> out = play(sends, policies, zone);

        for (Instant at : out) {
            assertThat(policies.quietHours().orElseThrow().isQuiet(at, ZoneId.of(zone)))
                    .isFalse();
            assertThat(within(out, at, Window.DAY.length())).isLessThanOrEqualTo(day);
            assertThat(within(out, at, Window.WEEK.length())).isLessThanOrEqualTo(week);
        }
    }

    @Property(tries = 300)
    void should_use_every_slot_that_is_free(
            @ForAll("anySends") @Size(min = 1, max = 20) List<Waiting> sends,
            @ForAll @IntRange(min = 1, max = 3) int day) {
        List<Waiting> lasting = sends.stream()
                .map(it -> new Waiting(it.id(), it.priority(), 24 * 60, it.due(), it.wakeAt(), 0))
                .toList();

        assertThat(play(lasting, PolicyCase.policies("caps: [{day: %d}]".formatted(day)), "UTC"))
                .hasSameSizeAs(sends);
    }

    private static List<Instant> play(List<Waiting> sends, Policies policies, String zone) {
        PriorityQueue<Waiting> queue =
                new PriorityQueue<>(Comparator.comparing(Waiting::wakeAt).thenComparing(Waiting::id));
        queue.addAll(sends);
        List<Instant> out = new ArrayList<>();
        while (!queue.isEmpty()) {
            Waiting next = queue.remove();
            assertThat(next.decisions()).isLessThan(MOST_DECISIONS_OF_ONE);
            Ruling ruling = ruling(next, queue, out, policies, zone);
            if (ruling instanceof Ruling.Permit) {
                out.add(next.wakeAt());
            } else if (ruling instanceof Ruling.Defer defer) {
                assertThat(defer.until())
                        .isAfter(next.wakeAt())
                        .isBeforeOrEqualTo(next.due().plus(Duration.ofHours(next.validHours())));
                queue.add(next.at(defer.until()));
            } else {
                assertThat(ruling).isInstanceOf(Ruling.Expired.class);
                assertThat(next.wakeAt()).isEqualTo(next.due().plus(Duration.ofHours(next.validHours())));
            }
        }
        return out;
    }

    private static Ruling ruling(
            Waiting next, PriorityQueue<Waiting> others, List<Instant> out, Policies policies, String zone) {
        Campaign campaign = PolicyCase.campaign("validFor: " + next.validHours() + "h\n");
        PolicyCase it = PolicyCase.send()
                .of(campaign)
                .under(policies)
                .trait("timezone", zone)
                .priority(next.priority())
                .sent(out)
                .due(next.due())
                .at(next.wakeAt());
        others.stream()
                .filter(other -> other.decisions() > 0)
                .forEach(other -> it.rival(other.priority(), other.due(), other.wakeAt()));
        return it.rule();
    }

    private static long within(List<Instant> out, Instant end, Duration window) {
        return out.stream()
                .filter(at -> at.isAfter(end.minus(window)) && !at.isAfter(end))
                .count();
    }

    @Provide
    Arbitrary<List<Waiting>> anySends() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 20 * 24 * 60);
        Arbitrary<Integer> priorities = Arbitraries.integers().between(1, 9);
        Arbitrary<Integer> valid = Arbitraries.integers().between(1, 200);
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1_000_000);
        return Combinators.combine(numbers, minutes, priorities, valid)
                .as((number, minute, priority, hours) -> {
                    Instant due = BEGIN.plusSeconds(60L * minute);
                    return new Waiting("e" + number, priority, hours, due, due, 0);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> anyZone() {
        return Arbitraries.of(ZONES);
    }
}
