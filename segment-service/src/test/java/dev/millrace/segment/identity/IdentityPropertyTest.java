package dev.millrace.segment.identity;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.customer.Link;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.RuleHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The protocol over several partitions in every order, against what somebody says who sees all events at once. */
class IdentityPropertyTest {

    private static final RuleSet RULES = RuleSet.of(List.of(
            rule("keen", "count(page_viewed) >= 2"),
            rule("buyers", "sum(order_completed.total[365d]) > 50"),
            rule("leads", "count(order_completed) = 0"),
            rule("points", "trait.points >= 5")));

    private static SegmentDefinition rule(String id, String expression) {
        return new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
    }

    @Property(tries = 1500)
    void shouldMakeOneCustomerOfWhoIsOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll @IntRange(max = 4) int shared) {
        Random random = new Random(seed);
        List<ShopEvent> events = new People(random, 1 + random.nextInt(3), shared).happen(count);

        Simulation simulation = run(events, random);

        Oracle oracle = new Oracle(events);
        requireOrder(simulation);
        requireCountedOnce(simulation, events);
        for (CustomerId id : oracle.ids()) {
            oracle.person(id).ifPresent(person -> requireOneCustomer(simulation, oracle, person));
            requireOwner(simulation, oracle, id);
        }
    }

    @Property(tries = 500)
    void shouldEndTheSameWhenAliasesCross(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int users) {
        Random random = new Random(seed);
        People people = new People(random, 1, 0);
        List<CustomerId> ids = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            ids.add(CustomerId.user("x" + i));
        }
        List<ShopEvent> events = new ArrayList<>();
        for (int i = 0; i < users; i++) { // each is said to be the next one, the last the first
            CustomerId to = ids.get((i + 1) % users);
            events.add(people.of(ids.get(i), List.of(), T0.plusSeconds(i), ShopEvent.Trust.SERVER));
            events.add(people.of(to, List.of(ids.get(i)), T0.plusSeconds(100 + i), ShopEvent.Trust.SERVER));
            events.add(people.of(ids.get(i), List.of(), T0.plusSeconds(200 + i), ShopEvent.Trust.SERVER));
        }

        Simulation simulation = run(events, random);

        requireOrder(simulation);
        requireCountedOnce(simulation, events);
        requireOneCustomer(simulation, new Oracle(events), new TreeSet<>(ids));
    }

    @Property(tries = 700)
    void shouldForgetAllOfWhoIsErasedWhateverIsOnTheWay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) {
        Random random = new Random(seed);
        People people = new People(random, 2, 0);
        List<ShopEvent> events = people.happen(count);
        List<ShopEvent> arriving = withRepeats(events, random);
        Simulation simulation = new Simulation(4, RuleHistory.of(RULES), random);
        CustomerId erased = oneOf(oneOf(people.idsByPerson(), random), random);
        int before = random.nextInt(arriving.size() + 1);
        arriving.subList(0, before).forEach(simulation::store);
        for (int i = random.nextInt(200); i > 0; i--) {
            simulation.step();
        }

        simulation.ask(new Move.EraseRequested(erased, List.of(), null));
        Set<CustomerId> known = new TreeSet<>();
        while (simulation.of(erased).erased.get(erased) == null) {
            known = claimedBy(simulation, erased);
            simulation.step();
        }
        arriving.subList(before, arriving.size()).forEach(simulation::store);
        simulation.run();

        requireOrder(simulation);
        Map<String, Long> counted =
                SimulatedPartition.counted(simulation.customers().values());
        Oracle oracle = new Oracle(events);
        Set<CustomerId> ofPerson = known;
        Set<CustomerId> gone = known.stream()
                .filter(id -> id.equals(erased) ? oracle.hasOneWayUp(id) : isOnlyOf(oracle.claims(id), ofPerson))
                .collect(Collectors.toSet());
        events.stream().filter(event -> gone.contains(event.customer())).forEach(event -> {
            if (event.name().startsWith("Ev ")) {
                assertThat(counted).doesNotContainKey(EventName.snakeCase(event.name()));
            }
        });
        gone.forEach(id -> assertThat(simulation.of(id).erasures).containsKey(id));
        assertThat(simulation.of(erased).erasures).containsKey(erased);
    }

    /** An id that somebody else claims too, who may turn out to be the same person too late, may be theirs by now. */
    private static boolean isOnlyOf(Set<Oracle.Said> claims, Set<CustomerId> known) {
        return claims.stream().allMatch(said -> known.contains(said.by()));
    }

    /** The id itself if it leads nowhere, and all that lead to it by then, as it knows itself. */
    private static Set<CustomerId> claimedBy(Simulation simulation, CustomerId id) {
        Set<CustomerId> ids = new TreeSet<>(Set.of(id));
        Customer customer = simulation.customer(id);
        if (customer != null) {
            customer.links().all().stream()
                    .filter(Link::isHeld)
                    .map(Link::id)
                    .filter(other -> id.equals(simulation.root(other)))
                    .forEach(ids::add);
        }
        return ids;
    }

    private static Simulation run(List<ShopEvent> events, Random random) {
        Simulation simulation = new Simulation(1 + random.nextInt(6), RuleHistory.of(RULES), random);
        for (ShopEvent event : withRepeats(events, random)) {
            simulation.store(event);
            for (int i = random.nextInt(6); i > 0; i--) {
                simulation.step();
            }
        }
        simulation.run();
        return simulation;
    }

    /** In any order, some of them twice. */
    private static List<ShopEvent> withRepeats(List<ShopEvent> events, Random random) {
        List<ShopEvent> arriving = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(8) == 0).forEach(arriving::add);
        Collections.shuffle(arriving, random);
        return arriving;
    }

    private static void requireOrder(Simulation simulation) {
        simulation.redirects().forEach((id, redirect) -> {
            assertThat(simulation.root(id)).as("where %s leads", id).isNotNull();
            assertThat(simulation.customer(id))
                    .as("a customer of %s, which leads elsewhere", id)
                    .isNull();
        });
        simulation.partitions().forEach(partition -> {
            Map<CustomerId, CustomerId> told = new HashMap<>();
            partition.links.values().stream()
                    .collect(Collectors.toMap(CustomerLink::customer, CustomerLink::mergedInto))
                    .forEach(told::put);
            Map<CustomerId, CustomerId> led = new HashMap<>();
            partition.redirects.forEach((id, redirect) -> led.put(id, redirect.target()));
            assertThat(told).as("the links that were told").isEqualTo(led);
            partition.memberships.forEach((id, held) -> {
                Customer customer = partition.customers.get(id);
                Set<String> kept = customer == null
                        ? Set.of()
                        : customer.watch().memberships().keySet();
                assertThat(held).as("the memberships of %s that were told", id).isEqualTo(kept);
            });
        });
    }

    private static void requireCountedOnce(Simulation simulation, List<ShopEvent> events) {
        Map<String, Long> happened = events.stream()
                .collect(Collectors.groupingBy(event -> EventName.snakeCase(event.name()), Collectors.counting()));
        assertThat(SimulatedPartition.counted(simulation.customers().values())).isEqualTo(happened);
    }

    private static void requireOneCustomer(Simulation simulation, Oracle oracle, Set<CustomerId> person) {
        Set<CustomerId> roots = person.stream().map(simulation::root).collect(Collectors.toSet());
        assertThat(roots).as("where %s lead", person).hasSize(1);
        CustomerId root = roots.iterator().next();
        Customer customer = simulation.customer(root);
        CustomerState expected = oracle.state(person, RULES.plan());
        if (customer == null) {
            assertThat(expected).isEqualTo(CustomerState.EMPTY);
            return;
        }
        CustomerState named = root.kind() == CustomerId.Kind.USER ? expected.withUserId(root.name()) : expected;
        assertThat(customer.state()).as("what is known of %s", person).isEqualTo(named);
    }

    private static void requireOwner(Simulation simulation, Oracle oracle, CustomerId id) {
        boolean isClear = !oracle.claims(id).isEmpty()
                && oracle.claims(id).stream().allMatch(said -> oracle.isUndisputed(said.by()));
        if (!isClear || oracle.claims(id).stream().anyMatch(said -> said.by().kind() == id.kind())) {
            return;
        }
        Set<CustomerId> owners =
                oracle.owners(id).stream().map(simulation::root).collect(Collectors.toSet());
        assertThat(owners).as("who owns %s", id).contains(simulation.root(id));
    }

    private static <T> T oneOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
