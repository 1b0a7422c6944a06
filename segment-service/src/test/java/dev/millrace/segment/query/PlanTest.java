package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Instance SELF = new Instance("a", 1);
    private static final Instance B = new Instance("b", 1);
    private static final Instance C = new Instance("c", 1);
    private static final IntPredicate NONE = partition -> false;

    private final Assignment assignment = new Assignment(Map.of(
            SELF, new Assignment.Seat(Set.of(0), Set.of(1)),
            B, new Assignment.Seat(Set.of(1, 2), Set.of(3)),
            C, new Assignment.Seat(Set.of(3), Set.of(0, 2))));

    @Test
    void shouldAskOwners() {
        Plan plan = Plan.ofOwners(Set.of(0, 1, 2, 3), assignment, known(partition -> partition == 0, NONE));

        assertThat(plan.here()).containsExactly(0);
        assertThat(plan.there()).isEqualTo(Map.of(B, Set.of(1, 2), C, Set.of(3)));
    }

    @Test
    void shouldBelieveItselfOverTheAssignment() {
        Plan plan = Plan.ofOwners(Set.of(0, 1), assignment, known(partition -> partition == 1, NONE));

        assertThat(plan.here()).containsExactly(1);
        assertThat(plan.there()).isEmpty();
    }

    @Test
    void shouldNotWaitForAnOwnerThatIsSilent() {
        Plan plan = Plan.ofOwners(Set.of(1, 3), assignment, known(NONE, NONE, B::equals));

        assertThat(plan.there()).isEqualTo(Map.of(C, Set.of(3)));
    }

    @Test
    void shouldAskItsOwnCopyFirst() {
        Plan.Surroundings known = known(NONE, partition -> partition == 1);

        assertThat(Plan.ofCopies(Set.of(1), assignment, known, 0)).isEqualTo(new Plan(Set.of(1), Map.of()));
        assertThat(Plan.ofCopies(Set.of(1), assignment, known, 1)).isEqualTo(new Plan(Set.of(), Map.of(B, Set.of(1))));
    }

    @Test
    void shouldAskOtherCopiesAndTheOwnerLast() {
        Plan.Surroundings known = known(NONE, NONE);

        assertThat(Plan.ofCopies(Set.of(2), assignment, known, 0).there()).isEqualTo(Map.of(C, Set.of(2)));
        assertThat(Plan.ofCopies(Set.of(2), assignment, known, 1).there()).isEqualTo(Map.of(B, Set.of(2)));
        assertThat(Plan.ofCopies(Set.of(2), assignment, known, 2).there()).isEmpty();
    }

    @Test
    void shouldAskNobodyForWhatNobodyHas() {
        Plan.Surroundings known = known(NONE, NONE);

        assertThat(Plan.ofOwners(Set.of(7), assignment, known)).isEqualTo(new Plan(Set.of(), Map.of()));
        assertThat(Plan.ofCopies(Set.of(7), assignment, known, 0)).isEqualTo(new Plan(Set.of(), Map.of()));
    }

    private static Plan.Surroundings known(IntPredicate active, IntPredicate readable) {
        return known(active, readable, instance -> false);
    }

    private static Plan.Surroundings known(IntPredicate active, IntPredicate readable, Predicate<Instance> silent) {
        return new Plan.Surroundings(SELF, active, readable, silent);
    }
}
