package dev.millrace.trigger.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.expression.Condition.All;
import dev.millrace.trigger.expression.Condition.Any;
import dev.millrace.trigger.expression.Condition.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of segment-service and what is tested here, and what is refused. */
class ExpressionTextTest {

    private static final Scope EVENT = Scope.ofEvent(List.of("order_id", "context.campaign.name"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cart.count > 0",
                "count(order_completed{trigger.at = 1}[7d]) > 0 and tag(\"trigger.at\")",
                "trait.trigger.at = 1 or trait.enrolment.sent exists",
                "trigger > 1",
                "this is ( no expression",
                ""
            })
    void should_ask_as_it_stands_what_says_nothing_of_the_journey(String expression) {
        assertThat(read(expression)).isEqualTo(new Asked(expression, 0));
    }

    @Test
    void should_ask_the_neighbours_of_a_test_together() {
        All all =
                (All) read("cart.count > 0 and cart.value between 5 and 9 and enrolment.sent < 3 and tag(\"a and b\")");

        assertThat(all.parts()).hasSize(3);
        assertThat(all.parts().get(0)).isEqualTo(new Asked("cart.count > 0 and cart.value between 5 and 9", 0));
        assertThat(all.parts().get(2)).isEqualTo(new Asked("tag(\"a and b\")", 73));
    }

    @Test
    void should_follow_brackets_and_the_order_of_words() {
        Any any = (Any) read("not (enrolment.sent = 1 or trait.a = 1) and trait.b = 2 or (trait.c + 1) * 2 > 3");

        assertThat(any.parts()).hasSize(2);
        assertThat(any.parts().get(1)).isEqualTo(new Asked("(trait.c + 1) * 2 > 3", 59));
        All all = (All) any.parts().get(0);
        assertThat(all.parts().get(0)).isInstanceOf(Condition.Not.class);
        assertThat(all.parts().get(1)).isEqualTo(new Asked("trait.b = 2", 44));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    enrolment.unanswered >= 3
                    3 <= enrolment.sent
                    enrolment.sent between 2 and 4
                    enrolment.sent not between 2 and 4
                    age(trigger.at) > 1d12h
                    age(enrolment.started) <= 2w
                    trigger.at < enrolment.started
                    trigger.event = "order_completed"
                    trigger.total >= 49.90
                    trigger.currency in ("EUR", "CHF")
                    trigger.properties.order_id contains "A-"
                    trigger.properties.order_id not exists
                    trigger.properties.context.campaign.name = "spring"
                    trigger.properties.order_id = 7
                    trigger.properties.order_id
                    enrolment.sent > -1
                    """)
    void should_take(String expression) {
        assertThat(ExpressionText.read(expression, EVENT)).isInstanceOf(ExpressionText.Read.class);
        assertThat(read(expression)).isNotInstanceOf(Asked.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    enrolment.sent > "3"                | 18 | compares a number with a text
                    enrolment.sent > 3d                 | 18 | compares a number with a duration
                    age(enrolment.sent) > 3d            | 1  | age takes an instant, not a number
                    trigger.event > "a"                 | 17 | have no order
                    trigger.event >                     | 16 | ends too early
                    trigger.at > 3d                     | 14 | compares an instant with a duration
                    cart.value > trigger.total          | 1  | nothing but names of the journey
                    trigger.total > cart.value          | 17 | nothing but names of the journey
                    count(order_completed[since trigger.at]) > 0 | 1 | nothing but names of the journey
                    trigger.total + 1 > 2               | 15 | nothing but names of the journey
                    enrolment.send > 2                  | 1  | there is no enrolment.send; expected one of [enrolment.sent
                    trigger.properties.coupon exists    | 1  | add it to start.properties
                    trigger.segment = "a"               | 1  | entering or leaving a segment
                    enrolment.sent                      | 1  | found a number; expected true or false
                    enrolment.sent not >= 3             | 20 | expected a test such as
                    enrolment.sent > 1 and              | 23 | expected a condition
                    trait.a = 1 and enrolment.sent > "a"| 34 | compares a number with a text
                    enrolment.sent in (1, "a")          | 23 | compares a number with a text
                    enrolment.sent in (1                | 21 | ends too early
                    trigger.properties.order_id > true  | 31 | have no order
                    """)
    void should_refuse_with_the_place(String expression, int column, String message) {
        ExpressionText read = ExpressionText.read(expression, EVENT);

        assertThat(read).isInstanceOf(ExpressionText.Refused.class);
        ExpressionText.Refused refused = (ExpressionText.Refused) read;
        assertThat(refused.message()).contains(message);
        assertThat(refused.column()).isEqualTo(column);
        assertThat(refused.line()).isEqualTo(1);
    }

    @Test
    void should_say_in_which_line() {
        ExpressionText.Refused refused =
                (ExpressionText.Refused) ExpressionText.read("cart.count > 0\n  and enrolment.sent > \"3\"", EVENT);

        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.column()).isEqualTo(24);
    }

    @Test
    void should_know_an_event_only_where_one_starts_the_campaign() {
        assertThat(((ExpressionText.Refused) ExpressionText.read("trigger.total > 1", Scope.ofSegment())).message())
                .contains("no event starts this campaign");
        assertThat(ExpressionText.read("trigger.segment = \"a\"", Scope.ofSegment()))
                .isInstanceOf(ExpressionText.Read.class);
    }

    @Test
    void should_bear_anything() {
        String deep = "(".repeat(5_000) + "enrolment.sent > 1" + ")".repeat(5_000);
        assertThat(ExpressionText.read(deep, EVENT)).isInstanceOf(ExpressionText.Refused.class);
        assertThat(ExpressionText.read("not ".repeat(5_000) + "enrolment.sent > 1", EVENT))
                .isInstanceOf(ExpressionText.Refused.class);
        assertThat(ExpressionText.read("\"".repeat(9_999) + " enrolment.sent", EVENT))
                .isNotNull();
        assertThat(ExpressionText.read("enrolment.sent > " + "9".repeat(9_999), EVENT))
                .isInstanceOf(ExpressionText.Read.class);
        assertThat(ExpressionText.read("age(trigger.at) > " + "9".repeat(99) + "d", EVENT))
                .isInstanceOf(ExpressionText.Refused.class);
    }

    private static Condition read(String expression) {
        return ((ExpressionText.Read) ExpressionText.read(expression, EVENT)).condition();
    }
}
