package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random rules on random histories, against {@link Oracle}: a slow reading of the definitions over all events. */
class OracleTest {

    private static final int SPAN_SECONDS = 40;

    @Property(tries = 4_000)
    void shouldAnswerLikeTheOracleUntilItChangesItsMind(
            @ForAll("rules") Expression rule, @ForAll("histories") List<ShopEvent> history, @ForAll Random random) {
        CustomerState state = folded(history);
        Instant now = T0.plusSeconds(SPAN_SECONDS).plusMillis(random.nextInt(20_000));
        Oracle oracle = new Oracle(history);

        Verdict verdict = Evaluator.evaluate(rule, state, now);

        assertThat(verdict.until()).isAfter(now);
        assertThat(verdict.truth()).isEqualTo(oracle.truth(rule, now));
        instantsUpTo(verdict.until(), now, random).forEach(instant -> assertThat(oracle.truth(rule, instant))
                .describedAs("%s at %s", ExpressionPrinter.print(rule), instant)
                .isEqualTo(verdict.truth()));
        assertThat(Evaluator.evaluate(rule, state, verdict.until()).truth())
                .isEqualTo(oracle.truth(rule, verdict.until()));
    }

    @Property(tries = 1_000)
    void shouldFoldInAnyOrderToTheSameTalliesTraitsAndTotals(
            @ForAll("histories") List<ShopEvent> history, @ForAll Random random) {
        List<ShopEvent> shuffled = new java.util.ArrayList<>(history);
        Collections.shuffle(shuffled, random);

        CustomerState inOrder = folded(history);
        CustomerState shuffledState = folded(shuffled);

        assertThat(shuffledState.events()).isEqualTo(inOrder.events());
        assertThat(shuffledState.orders()).isEqualTo(inOrder.orders());
        assertThat(shuffledState.consents()).isEqualTo(inOrder.consents());
        assertThat(shuffledState.firstSeen()).isEqualTo(inOrder.firstSeen());
        assertThat(shuffledState.lastSeen()).isEqualTo(inOrder.lastSeen());
    }

    @Property(tries = 1_000)
    void shouldParseWhatItPrints(@ForAll("rules") Expression rule) {
        ParsedExpression parsed = ExpressionParser.parse(ExpressionPrinter.print(rule), Map.of());

        assertThat(parsed).isEqualTo(new ParsedExpression.Valid(rule));
    }

    /** A few between now and the end, the last millisecond before it among them. */
    private static List<Instant> instantsUpTo(Instant until, Instant now, Random random) {
        long end = Math.min(until.toEpochMilli(), now.plus(Duration.ofDays(400)).toEpochMilli());
        long span = end - now.toEpochMilli();
        return LongStream.concat(
                        LongStream.of(span - 1),
                        LongStream.generate(() -> (long) (random.nextDouble() * span))
                                .limit(5))
                .filter(offset -> offset >= 0)
                .mapToObj(now::plusMillis)
                .toList();
    }

    private static CustomerState folded(List<ShopEvent> history) {
        CustomerState state = CustomerState.EMPTY;
        for (ShopEvent event : history) {
            state = Fold.apply(state, event, event.timestamp());
        }
        return state;
    }

    @Provide
    Arbitrary<List<ShopEvent>> histories() {
        return happenings().list().ofMaxSize(12).map(OracleTest::numbered);
    }

    /** Each with an id of its own, in the order of time. */
    private static List<ShopEvent> numbered(List<ShopEvent> events) {
        List<ShopEvent> numbered = new java.util.ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ShopEvent event = events.get(i);
            if (event.properties().has("order_id")) {
                event.properties().put("order_id", "o" + i);
            }
            numbered.add(Events.track("e" + i, event.name(), event.timestamp(), withOrderId(event, i)));
        }
        numbered.sort(java.util.Comparator.comparing(ShopEvent::timestamp));
        return numbered;
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode withOrderId(ShopEvent event, int i) {
        return event.name().equals("Order Completed")
                ? event.properties().put("order_id", "o" + i)
                : event.properties();
    }

    private static Arbitrary<ShopEvent> happenings() {
        Arbitrary<Instant> instants =
                Arbitraries.integers().between(0, SPAN_SECONDS * 10).map(tenths -> T0.plusMillis(tenths * 100L));
        return Arbitraries.oneOf(
                instants.map(at -> Events.track("x", "Page Viewed", at, Json.object())),
                instants.map(at -> Events.added("x", "shoe", 1, at)),
                Combinators.combine(instants, Arbitraries.integers().between(1, 30))
                        .as((at, total) -> Events.ordered("x", "x", total + ".50", at)),
                Combinators.combine(instants, Arbitraries.of("subscribed", "unsubscribed"))
                        .as((at, status) -> Events.consent("x", status, at)));
    }

    @Provide
    Arbitrary<Expression> rules() {
        return rules(3);
    }

    private static Arbitrary<Expression> rules(int depth) {
        Arbitrary<Expression> leaves = Arbitraries.oneOf(
                Combinators.combine(
                                numbers(), operators(), Arbitraries.integers().between(0, 5))
                        .as((left, operator, right) -> new Expression.Comparison(
                                left, operator, new Operand.NumberLiteral(BigDecimal.valueOf(right)))),
                Combinators.combine(ages(), operators(), durations()).as(Expression.Comparison::new),
                Combinators.combine(ages(), operators(), ages()).as(Expression.Comparison::new),
                Combinators.combine(ages(), durations(), durations()).as(Expression.Between::new),
                Combinators.combine(
                                Arbitraries.of(Expression.Operator.EQUAL, Expression.Operator.NOT_EQUAL),
                                Arbitraries.of("subscribed", "unsubscribed"))
                        .as((operator, status) -> new Expression.Comparison(
                                new Operand.ConsentField("email"), operator, new Operand.TextLiteral(status))),
                Arbitraries.of("email", "sms").map(Operand.ConsentField::new).map(Expression.Exists::new));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Expression> parts = rules(depth - 1);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, leaves),
                net.jqwik.api.Tuple.of(1, parts.map(Expression.Not::new)),
                net.jqwik.api.Tuple.of(2, parts.list().ofMinSize(2).ofMaxSize(3).map(Expression.And::new)),
                net.jqwik.api.Tuple.of(2, parts.list().ofMinSize(2).ofMaxSize(3).map(Expression.Or::new)));
    }

    private static Arbitrary<Operand> numbers() {
        return Arbitraries.of(
                new Operand.Count("order_completed"),
                new Operand.Count("page_viewed"),
                new Operand.OrderTotal(),
                new Operand.CartField(Operand.CartField.Part.COUNT));
    }

    private static Arbitrary<Operand> ages() {
        return Arbitraries.of(
                new Operand.Age(new Operand.Last("order_completed")),
                new Operand.Age(new Operand.First("page_viewed")),
                new Operand.Age(new Operand.Last("page_viewed")),
                new Operand.Age(new Operand.CartField(Operand.CartField.Part.UPDATED)));
    }

    private static Arbitrary<Operand> durations() {
        return Arbitraries.integers()
                .between(0, 1_000)
                .map(tenths -> new Operand.DurationLiteral(Duration.ofMillis(tenths * 100L)));
    }

    private static Arbitrary<Expression.Operator> operators() {
        return Arbitraries.of(Expression.Operator.values());
    }
}
