package dev.millrace.segment.timeorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.MemoryFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random logs of a partition, read in random order, with ticks anywhere, also doubled and going back. The oracle in
 * {@link PartitionTrial} checks each transition that time decides and how each customer ends.
 */
class TimeOrderTest {

    private static PartitionTrial trial;

    @BeforeContainer
    static void start() throws IOException {
        trial = new PartitionTrial(MemoryFolder.create());
    }

    @AfterContainer
    static void stop() {
        trial.close();
    }

    @Property(tries = 100)
    void shouldNeverFireATimerAheadOfAnEventStoredBeforeItFellDue(@ForAll Random random) {
        ShopLog log = ShopLog.random(random);

        trial.run(log, ReadingOrder.random(log, random), random);
    }

    @Property(tries = 40)
    void shouldTellTheSameOfTheSameOrderHoweverTheTimersAreSliced(@ForAll Random random) {
        ShopLog log = ShopLog.random(random);
        List<Integer> order = ReadingOrder.random(log, random);

        List<String> told = trial.run(log, order, random);

        assertThat(byCustomer(trial.run(log, order, random))).isEqualTo(byCustomer(told));
    }

    @Property(tries = 40)
    void shouldEndTheSameWhicheverTopicIsReadFirst(@ForAll Random random) {
        ShopLog log = ShopLog.random(random);

        trial.run(log, ReadingOrder.random(log, random), random);
        trial.run(log, ReadingOrder.random(log, random), random);
    }

    /** Which customer's turn comes first is nobody's business. */
    private static Map<Character, List<String>> byCustomer(List<String> told) {
        return told.stream().collect(Collectors.groupingBy(line -> line.charAt(0)));
    }
}
