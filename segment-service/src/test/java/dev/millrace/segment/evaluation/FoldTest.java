package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerMerge;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is kept of a customer answers every rule, however it came to be: events in any order, two customers made one, written
 * and read again. See {@link Trials} for how to run more, or one again. Carts depend on the order, and are left out.
 */
class FoldTest {

    @Test
    void shouldAnswerTheSameInWhateverOrderEventsCome() {
        Trials.check(4_000, FoldTest::wildWithoutCart, trial -> {
            List<CustomerEvent> shuffled = new ArrayList<>(trial.history());
            Collections.shuffle(shuffled, new Dice(-trial.seed()).random());
            Engine engine = trial.engine();

            requireSame(
                    trial, engine.folded(trial.history()), engine.folded(shuffled), "in the order " + ids(shuffled));
        });
    }

    @Test
    void shouldAnswerForTwoMadeOneAsIfTheyHadAlwaysBeen() {
        Trials.check(4_000, FoldTest::wildWithoutCart, trial -> {
            Dice dice = new Dice(-trial.seed());
            List<CustomerEvent> stays = new ArrayList<>();
            List<CustomerEvent> moves = new ArrayList<>();
            trial.history().forEach(event -> (dice.oneIn(2) ? stays : moves).add(event));
            Engine engine = trial.engine();

            CustomerState merged = CustomerMerge.merge(
                    engine.folded(stays), engine.folded(moves), engine.rules().plan());

            requireSame(trial, engine.folded(trial.history()), merged, ids(stays) + " merged with " + ids(moves));
        });
    }

    @Test
    void shouldReadTheStateThatItWrote() {
        Trials.check(2_000, Trial::wild, trial -> {
            CustomerState state = trial.engine().folded(trial.history());

            CustomerState read = CustomerCodec.decode(CustomerCodec.encode(new Customer(state, Watch.NEW)))
                    .state();

            assertThat(read).isEqualTo(state);
            requireSame(trial, state, read, "read again");
        });
    }

    private static Trial wildWithoutCart(long seed) {
        Trial trial = Trial.wild(seed);
        return trial.readsCart() ? trial.with(List.of()) : trial;
    }

    /** At the end of the history and where the answer changes, and a while later. */
    private static void requireSame(Trial trial, CustomerState expected, CustomerState actual, String what) {
        Engine engine = trial.engine();
        Instant now = trial.end();
        for (int i = 0; i < 3 && now.isBefore(Verdict.NEVER); i++) {
            Instant asked = now;
            Verdict verdict = engine.verdict("rule", expected, now);
            assertThat(engine.verdict("rule", actual, now))
                    .describedAs(() -> what + ", asked at " + Telling.offset(asked))
                    .isEqualTo(verdict);
            now = verdict.until();
        }
    }

    private static String ids(List<CustomerEvent> events) {
        return events.stream().map(CustomerEvent::id).toList().toString();
    }
}
