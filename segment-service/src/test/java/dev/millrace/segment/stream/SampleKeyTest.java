package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleKeyTest {

    private static final int CUSTOMERS = 100_000;

    static Stream<IntFunction<CustomerId>> names() {
        return Stream.of(
                number -> CustomerId.user("c" + number),
                number -> CustomerId.user(String.format("%08d", number)),
                number -> CustomerId.anonymous("visitor-" + number * 7919L));
    }

    /** Four standard deviations to each side, for ids as shops give them, in each partition. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldChooseAFairShareOfEveryPartition(IntFunction<CustomerId> name) {
        int[] chosen = new int[4];
        int[] all = new int[4];
        for (int i = 0; i < CUSTOMERS; i++) {
            CustomerId customer = name.apply(i);
            int partition = Topics.partitionOf(customer, 4);
            all[partition]++;
            chosen[partition] += SampleKey.isSampled(customer) ? 1 : 0;
        }
        for (int partition = 0; partition < 4; partition++) {
            double expected = all[partition] * SampleKey.wholeShare();
            assertThat((double) chosen[partition])
                    .isBetween(expected - 4 * Math.sqrt(expected), expected + 4 * Math.sqrt(expected));
        }
    }

    @Test
    void shouldKnowTheShareUpToAnyPlace() {
        List<Bytes> keys = new ArrayList<>(IntStream.range(0, CUSTOMERS)
                .mapToObj(number -> CustomerId.user("c" + number))
                .filter(SampleKey::isSampled)
                .map(SampleKey::of)
                .sorted()
                .toList());

        assertThat(keys.size() / SampleKey.wholeShare()).isBetween(90_000.0, 110_000.0);
        int half = keys.size() / 2;
        assertThat(half / SampleKey.shareUpTo(keys.get(half - 1))).isBetween(85_000.0, 115_000.0);
        assertThat(keys).allMatch(key -> SampleKey.shareUpTo(key) <= SampleKey.wholeShare());
    }

    @Test
    void shouldNameTheCustomer() {
        CustomerId customer = CustomerId.user("zoë");

        assertThat(SampleKey.customer(SampleKey.of(customer))).isEqualTo(customer);
    }
}
