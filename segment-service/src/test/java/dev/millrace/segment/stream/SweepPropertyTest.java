package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Definitions, settings, events, time, slices of the sweep and restarts in any order: what comes of it is what the last
 * definitions say of the last states, and how it comes about does not depend on when the sweep came by.
 */
class SweepPropertyTest {

    private static final List<String> IDS = List.of("a", "b", "c", "d");
    private static final List<CustomerId> CUSTOMERS = List.of(
            CustomerId.user("anna"), CustomerId.user("ben"), CustomerId.user("žofia"), CustomerId.anonymous("🦊"));
    private static final List<String> EXPRESSIONS = List.of(
            "count(order_completed) >= 1",
            "count(order_completed) = 0",
            "age(last(page_viewed)) >= 20s",
            "age(last(page_viewed)) < 15s",
            "count(page_viewed{path = \"/a\"}) >= 2",
            "count(page_viewed{path = \"/a\"}[40s]) >= 2",
            "count(page_viewed{path = \"/a\"}[90s]) >= 3",
            "sum(order_completed.total[60s]) > 15",
            "some product (count(product_viewed) >= 2)",
            "distinct(page_viewed.path) >= 2",
            "in(\"a\") and not in(\"b\")",
            "in(\"b\") or age(last(page_viewed)) >= 10s",
            "not in(\"c\")",
            "shop.level >= 2",
            "count(page_viewed) >= shop.level",
            "trait.country in list(\"near\")",
            "count(nonsense ===");

    @Property(tries = 400)
    void shouldEndAsTheLastDefinitionsSayOfTheLastStates(@ForAll long seed) throws IOException {
        OneTask task = run(seed, 1);

        RuleSet rules = RuleSet.of(task.task().definitions().stream()
                .filter(it -> it.standing() == StoredDefinition.Standing.IN_FORCE)
                .map(StoredDefinition::definition)
                .toList());
        for (CustomerId id : CUSTOMERS) {
            CustomerState state = task.customer(id).state();
            Set<String> expected = new HashSet<>();
            for (Rule rule : rules.rules()) {
                if (state.lastSeen() != null
                        && rules.evaluate(rule, state, task.task().facts(), task.now())
                                .holds()) {
                    expected.add(rule.segment());
                }
            }
            assertThat(task.customer(id).watch().memberships().keySet())
                    .describedAs("%s with %s", id, task.task().definitions())
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 400)
    void shouldTellOfEnteringAndLeavingInTurnEachOnce(@ForAll long seed) throws IOException {
        OneTask task = run(seed, 1);

        assertThat(task.told().stream().map(SegmentTransition::id)).doesNotHaveDuplicates();
        for (CustomerId id : CUSTOMERS) {
            Set<String> held = new HashSet<>();
            long sequence = 0;
            Instant last = Instant.EPOCH;
            for (SegmentTransition it : task.told(id)) {
                assertThat(it.sequence()).isEqualTo(++sequence);
                assertThat(it.at()).isAfterOrEqualTo(last);
                last = it.at();
                boolean entered = it.kind() == SegmentTransition.Kind.ENTERED;
                assertThat(entered ? held.add(it.segment()) : held.remove(it.segment()))
                        .describedAs("%s", task.told(id))
                        .isTrue();
            }
            assertThat(held).isEqualTo(task.customer(id).watch().memberships().keySet());
        }
    }

    @Property(tries = 400)
    void shouldTellTheSameHoweverFastTheSweepIs(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int pace)
            throws IOException {
        OneTask some = run(seed, 1);
        OneTask other = run(seed, pace);

        for (CustomerId id : CUSTOMERS) {
            assertThat(summary(other, id)).isEqualTo(summary(some, id));
        }
    }

    private static List<String> summary(OneTask task, CustomerId id) {
        return task.told(id).stream()
                .map(it -> it.kind() + " " + it.segment() + " " + it.at() + " " + it.cause())
                .toList();
    }

    /**
     * @param pace 1 sweeps at once after each step; more leave it and restart the task at random
     */
    private static OneTask run(long seed, int pace) throws IOException {
        Path folder = Files.createTempDirectory("sweep");
        Random steps = new Random(seed);
        Random sweeps = new Random(seed * 31 + pace);
        OneTask task = new OneTask(folder, T0, () -> new Pace(0.5, () -> 0));
        Instant at = T0;
        for (int step = 0; step < 40; step++) {
            at = at.plusMillis(steps.nextInt(6_000) + 1);
            step(task, steps, at, step);
            if (pace == 1) {
                task.pass(at);
                task.sweepToTheEnd();
                continue;
            }
            for (int slices = sweeps.nextInt(pace); slices > 0; slices--) {
                task.sweep();
            }
            if (sweeps.nextInt(4) == 0) {
                task.restart();
            }
        }
        task.pass(at.plusSeconds(1));
        task.sweepToTheEnd();
        task.pass(at.plusSeconds(2));
        Files.deleteIfExists(folder);
        return task;
    }

    private static void step(OneTask task, Random random, Instant at, int step) {
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                task.pass(at);
                String id = IDS.get(random.nextInt(IDS.size()));
                String expression = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
                int version = step + 1;
                task.define(id, new SegmentDefinition(id, version, id, expression, Map.of(), null, at));
            }
            case 2 -> {
                task.pass(at);
                task.define(IDS.get(random.nextInt(IDS.size())), null);
            }
            case 3 -> {
                task.pass(at);
                task.set(settings(random, at));
            }
            case 4 -> task.pass(at);
            default -> task.happen(event(random, at, step));
        }
    }

    private static ShopSettings settings(Random random, Instant at) {
        ObjectNode values = Json.object().put("level", random.nextInt(4));
        Map<String, List<String>> lists = random.nextBoolean() ? Map.of("near", List.of("AT")) : Map.of();
        return new ShopSettings(null, Map.of(), "UTC", lists, List.of(), Map.of(), values, Map.of(), List.of(), at);
    }

    private static ShopEvent event(Random random, Instant at, int step) {
        CustomerId customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        String id = "e" + step;
        ShopEvent event =
                switch (random.nextInt(5)) {
                    case 0 -> Events.ordered(id, "o" + random.nextInt(3), "9.50", at);
                    case 1 ->
                        Events.track(
                                id, "Product Viewed", at, Json.object().put("product_id", "p" + random.nextInt(2)));
                    case 2 ->
                        Events.identify(
                                id,
                                at,
                                Json.object().put("country", random.nextBoolean() ? "AT" : "DE"),
                                ShopEvent.Trust.SERVER);
                    default ->
                        Events.track(
                                id, "Page Viewed", at, Json.object().put("path", random.nextInt(3) == 0 ? "/b" : "/a"));
                };
        return Events.of(customer, event);
    }
}
