package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Memberships under several rules at once, event by event and timer by timer. See {@link Trials}. */
class TrackerTest {

    @Test
    void shouldKeepMembershipsByAskingOnlyWhatMayHaveChanged() {
        Trials.check(500, seed -> Trial.of(seed).with(SmallShop.KNOWING_NOTHING), trial -> {
            Dice dice = new Dice(-trial.seed());
            TrackerRun run = new TrackerRun(rules(trial, dice), trial, dice);

            told(trial, dice).forEach(run::happen);
            run.pass(trial.end().plusMillis(dice.below(1_000)));
            run.pass(trial.end().plusSeconds(dice.between(30, 200)));
        });
    }

    private static Map<String, Expression> rules(Trial trial, Dice dice) {
        Map<String, Expression> rules = new TreeMap<>(Map.of("rule", trial.rule(), RandomRules.OTHER, trial.other()));
        RandomRules random = new RandomRules(dice, Theme.of(new Dice(trial.seed())));
        for (int i = dice.between(3, 8); i > 0; i--) {
            Expression rule = random.rule();
            if (trial.readsCart() || !Trees.readsCart(rule)) {
                rules.put("more-" + i, rule);
            }
        }
        return rules;
    }

    /** In the order in which the events become known: some late, but for carts, which depend on it. */
    private static List<CustomerEvent> told(Trial trial, Dice dice) {
        List<CustomerEvent> told = new ArrayList<>(trial.history());
        if (!trial.readsCart()) {
            for (int i = 0; i + 1 < told.size(); i++) {
                if (dice.oneIn(8)) {
                    told.add(dice.between(i, told.size() - 1), told.remove(i));
                }
            }
        }
        return told;
    }
}
