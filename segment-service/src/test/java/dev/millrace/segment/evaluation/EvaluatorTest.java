package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static dev.millrace.segment.Events.added;
import static dev.millrace.segment.Events.consent;
import static dev.millrace.segment.Events.identify;
import static dev.millrace.segment.Events.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static final CustomerState ANNA = state(
            ordered("e1", "o1", "20.00", T0),
            ordered("e2", "o2", "30.00", T0.plusSeconds(60)),
            added("e3", "shoe", 2, T0.plusSeconds(120)),
            consent("e4", "subscribed", T0),
            identify(
                    "e5",
                    T0,
                    Json.object().put("city", "Köln").put("points", 7).put("vip", true),
                    ShopEvent.Trust.SERVER));

    @ParameterizedTest(name = "{0} at +{1}s is {2} until +{3}ms")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "count(order_completed) = 2                             | 200 | YES     | never",
                "count(never_happened) = 0                              | 200 | YES     | never",
                "sum(order_completed.total) = 50                        | 200 | YES     | never",
                "cart.count = 2 and cart.value = 25                     | 200 | YES     | never",
                "cart.stage = \"cart\"                                  | 200 | YES     | never",
                "consent.email = \"subscribed\"                         | 200 | YES     | never",
                "consent.sms = \"subscribed\"                           | 200 | UNKNOWN | never",
                "not consent.sms = \"subscribed\"                       | 200 | UNKNOWN | never",
                "consent.sms exists                                     | 200 | NO      | never",
                "trait.city = \"Köln\" and trait.points > 6 and trait.vip = true | 200 | YES | never",
                "trait.city > 6                                         | 200 | UNKNOWN | never",
                "trait.unheard_of = 1 or cart.count = 2                 | 200 | YES     | never",
                "trait.unheard_of = 1 and cart.count = 3                | 200 | NO      | never",
                "age(cart.updated) >= 90s                               | 200 | NO      | 210000",
                "age(cart.updated) >= 90s                               | 210 | YES     | never",
                "age(cart.updated) > 90s                                | 210 | NO      | 210001",
                "age(cart.updated) < 90s                                | 200 | YES     | 210000",
                "age(cart.updated) <= 90s                               | 200 | YES     | 210001",
                "age(cart.updated) = 90s                                | 200 | NO      | 210000",
                "age(cart.updated) = 90s                                | 210 | YES     | 210001",
                "age(cart.updated) between 90s and 100s                 | 200 | NO      | 210000",
                "age(cart.updated) between 90s and 100s                 | 215 | YES     | 220001",
                "age(cart.updated) between 90s and 100s                 | 221 | NO      | never",
                "age(last(order_completed)) > age(first(order_completed)) | 200 | NO    | never",
                "age(last(never_happened)) > 1d                         | 200 | UNKNOWN | never",
                "age(cart.updated) > 90s and age(last(order_completed)) > 1h | 200 | NO | 3660001",
                "age(cart.updated) > 90s or age(last(order_completed)) > 1h  | 200 | NO | 210001"
            })
    void shouldSayWhetherARuleHoldsAndUntilWhen(String text, long second, Truth truth, String until) {
        Verdict verdict = Evaluator.evaluate(parse(text), ANNA, T0.plusSeconds(second));

        assertThat(verdict.truth()).isEqualTo(truth);
        assertThat(verdict.until())
                .isEqualTo(until.equals("never") ? Verdict.NEVER : T0.plusMillis(Long.parseLong(until)));
    }

    @Test
    void shouldSayWhy() {
        Instant now = T0.plus(Duration.ofDays(3)).plusSeconds(120);

        assertThat(Evaluator.because(
                        parse("(cart.count > 0 or consent.sms exists) and not age(cart.updated) < 7d"), ANNA, now))
                .containsExactly(
                        new Because("cart.count > 0", "2"),
                        new Because("consent.sms exists", "unknown"),
                        new Because("age(cart.updated) < 7d", "3d"));
    }

    private static Expression parse(String text) {
        return ((ParsedExpression.Valid) ExpressionParser.parse(text, Map.of())).expression();
    }

    private static CustomerState state(ShopEvent... events) {
        CustomerState state = CustomerState.EMPTY;
        for (ShopEvent event : events) {
            state = Fold.apply(state, event, event.timestamp());
        }
        return state;
    }
}
