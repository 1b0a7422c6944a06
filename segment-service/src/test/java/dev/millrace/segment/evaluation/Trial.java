package dev.millrace.segment.evaluation;

import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A random rule and a random history, and the seed that they came from.
 *
 * @param other the rule of the segment {@link RandomRules#OTHER}, which {@code rule} may name
 * @param history in the order of time
 */
record Trial(long seed, Expression rule, Expression other, SmallShop shop, List<CustomerEvent> history) {

    /** Without what the language leaves open. */
    static Trial of(long seed) {
        Trial trial = wild(seed);
        List<CustomerEvent> history = Histories.withoutOrderTies(trial.history);
        return trial.with(trial.readsCart() ? Histories.orderedOnce(history) : history);
    }

    /** Whatever may happen. */
    static Trial wild(long seed) {
        Dice dice = new Dice(seed);
        Theme theme = Theme.of(dice);
        RandomRules rules = new RandomRules(dice, theme);
        return new Trial(
                seed,
                rules.rule(),
                rules.plain(),
                SmallShop.of(dice, Events.T0),
                new RandomHistories(dice, theme).history());
    }

    Trial with(Expression otherRule) {
        return new Trial(seed, otherRule, other, shop, history);
    }

    Trial with(List<CustomerEvent> otherHistory) {
        return new Trial(seed, rule, other, shop, otherHistory);
    }

    Trial with(SmallShop otherShop) {
        return new Trial(seed, rule, other, otherShop, history);
    }

    Engine engine() {
        return new Engine(Map.of("rule", rule, RandomRules.OTHER, other), shop);
    }

    /** Answers for the rule at an instant. */
    Answers answers() {
        return Answers.of(rule, history, Map.of(RandomRules.OTHER, other), shop);
    }

    /** Of the newest event; rules are asked from then on. */
    Instant end() {
        return history.isEmpty() ? Events.T0 : history.get(history.size() - 1).at();
    }

    /** Whether all depends on one condition, so that an answer's end must be exact. */
    boolean isLeaf() {
        return Trees.conditions(rule).count() == 1 && !(rule instanceof Expression.InSegment);
    }

    boolean readsCart() {
        return Trees.readsCart(rule) || Trees.readsCart(other);
    }

    private Stream<Operand> bothRules() {
        return Stream.concat(Trees.operands(rule), Trees.operands(other));
    }

    /** Instants at which an answer may well change: each event's, later by a duration that a rule speaks of, a little off. */
    List<Instant> turningPoints() {
        List<Duration> durations = new ArrayList<>(List.of(Duration.ZERO));
        bothRules()
                .filter(Operand.DurationLiteral.class::isInstance)
                .forEach(literal -> durations.add(((Operand.DurationLiteral) literal).duration()));
        List<Instant> points = new ArrayList<>();
        for (CustomerEvent event : history) {
            for (Duration duration : durations) {
                Instant point = event.at().plus(duration);
                points.addAll(List.of(point.minusMillis(1), point, point.plusMillis(1)));
            }
        }
        return points;
    }
}
