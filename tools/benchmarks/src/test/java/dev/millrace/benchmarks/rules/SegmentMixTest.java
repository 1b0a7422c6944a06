package dev.millrace.benchmarks.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentMixTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void shouldBeReadableWithoutExceptions(int size) {
        RuleSet rules = RuleSet.of(SegmentMix.of(size));

        List<String> active = rules.rules().stream().map(rule -> rule.segment()).toList();
        assertThat(SegmentMix.of(size)).hasSize(size).allSatisfy(it -> assertThat(active)
                .contains(it.id()));
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void shouldBeTouchedByAsManyAsTheEventsSay(int size, int touched) {
        RuleSet rules = RuleSet.of(SegmentMix.of(size));
        Customer customer = BusyCustomer.judgedBy(RuleHistory.of(rules));

        assertThat(TypicalEvents.touching(touched)).allSatisfy(event -> assertThat(touched(rules, customer, event))
                .as(event.name())
                .hasSize(touched));
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void shouldLetTheMeasuredEventsMoveNobody(int size, int touched) {
        RuleHistory rules = RuleHistory.of(RuleSet.of(SegmentMix.of(size)));
        Customer customer = BusyCustomer.judgedBy(rules);

        assertThat(TypicalEvents.touching(touched)).allSatisfy(event -> {
            Change change = MembershipTracker.onEvent(
                    TypicalEvents.ANNA, customer, event, rules, BusyCustomer.position(event.at()));
            assertThat(change.transitions()).as(event.name()).isEmpty();
            assertThat(change.customer().watch().evaluatedAt()).isEqualTo(event.at());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void shouldHaveABusyCustomer(int size) {
        Customer customer = BusyCustomer.judgedBy(RuleHistory.of(RuleSet.of(SegmentMix.of(size))));

        assertThat(customer.state().events()).hasSize(11);
        assertThat(customer.state().orders().newest()).hasSize(5);
        assertThat(customer.state().traits()).hasSize(8);
        assertThat(customer.state().consents()).hasSize(2);
        assertThat(customer.state().cart().items()).hasSize(3);
        assertThat(customer.state().accumulators().size()).isBetween(8, 16);
        assertThat(customer.watch().memberships()).containsKeys("engaged", "highly-engaged", "came-from");
    }

    private static List<String> touched(RuleSet rules, Customer customer, CustomerEvent event) {
        var after = event.foldInto(customer.state(), event.at(), rules.plan());
        return Arrays.stream(rules.touched(customer.state(), after, event.name()))
                .mapToObj(place -> rules.rules().get(place).segment())
                .toList();
    }

    private static Stream<Arguments> mixes() {
        return Stream.of(10, 100, 1000).flatMap(size -> Stream.of(0, 1, 3).map(touched -> Arguments.of(size, touched)));
    }
}
