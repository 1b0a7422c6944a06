package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.SegmentTransition.Cause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignReaderTest {

    private static final String WHOLE =
            """
            id: cart
            name: Abandoned cart
            purpose: Reminds of a cart.
            class: transactional
            start: {entered: abandoned-cart, within: 2h, causes: [time, import]}
            onlyIf: consent.email = "costs $money" and count(order_completed[$window]) = 0
            exitOn: {exited: abandoned-cart, expression: cart.count = $none}
            reentry: {after: $again}
            validFor: 30m
            parameters: {second: 24h, window: 7d, again: 7d, none: 0}
            steps:
              - send: {template: cart-1}
              - wait: $second
              - wait: 10s
              - send: {template: cart-2}
            """;

    private static final String LEAST =
            """
            name: Hello
            start: {entered: leads}
            steps: [{send: {template: hello}}]
            """;

    @Test
    void should_read_every_field_and_fill_in_parameters() {
        Campaign campaign = accepted(WHOLE);

        assertThat(campaign.id()).isEqualTo("cart");
        assertThat(campaign.name()).isEqualTo("Abandoned cart");
        assertThat(campaign.purpose()).isEqualTo("Reminds of a cart.");
        assertThat(campaign.messageClass()).isEqualTo(MessageClass.TRANSACTIONAL);
        assertThat(campaign.start().on()).isEqualTo(new Beginning.When(new Awaited.Entered("abandoned-cart")));
        assertThat(campaign.start().within()).isEqualTo(Duration.ofHours(2));
        assertThat(campaign.start().causes()).containsExactlyInAnyOrder(Cause.TIME, Cause.IMPORT);
        assertThat(campaign.onlyIf()).isEqualTo("consent.email = \"costs $money\" and count(order_completed[7d]) = 0");
        assertThat(campaign.exitOn())
                .isEqualTo(new Campaign.ExitOn(List.of(new Awaited.Exited("abandoned-cart")), "cart.count = 0"));
        assertThat(campaign.reentry()).isEqualTo(new Reentry.After(Duration.ofDays(7)));
        assertThat(campaign.validFor()).isEqualTo(Duration.ofMinutes(30));
        assertThat(campaign.steps())
                .containsExactly(
                        send("send-1", "cart-1"),
                        new Step.Wait("wait-2", new Pause.For(Duration.ofHours(24))),
                        new Step.Wait("wait-3", new Pause.For(Duration.ofSeconds(10))),
                        send("send-4", "cart-2"));
    }

    @Test
    void should_have_these_defaults() {
        Campaign campaign = accepted(LEAST);

        assertThat(campaign.id()).isEqualTo("cart");
        assertThat(campaign.purpose()).isNull();
        assertThat(campaign.messageClass()).isEqualTo(MessageClass.MARKETING);
        assertThat(campaign.start().within()).isEqualTo(Duration.ofHours(24));
        assertThat(campaign.start().causes()).containsExactlyInAnyOrder(Cause.EVENT, Cause.TIME, Cause.LATE_EVENT);
        assertThat(campaign.onlyIf()).isNull();
        assertThat(campaign.exitOn()).isEqualTo(Campaign.ExitOn.NOTHING);
        assertThat(campaign.reentry()).isEqualTo(new Reentry.Never());
        assertThat(campaign.validFor()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void should_read_json_as_well_and_keep_what_was_read_readable() {
        Reading.Accepted first = (Reading.Accepted) CampaignText.read("cart", WHOLE);
        Reading.Accepted again =
                (Reading.Accepted) CampaignText.read("cart", first.document().toString());

        assertThat(again.campaign()).isEqualTo(first.campaign());
        assertThat(again.document()).isEqualTo(first.document());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id: cart                            | id: Cart!                         | id
                    id: cart                            | id: other                         | id
                    name: Abandoned cart                |                                   | name
                    name: Abandoned cart                | name: {a: b}                      | name
                    class: transactional                | class: urgent                     | class
                    entered: abandoned-cart, within: 2h | within: 2h                        | start
                    entered: abandoned-cart, within: 2h | entered: a-b, within: soon        | start.within
                    entered: abandoned-cart, within: 2h | entered: a-b, within: 0h          | start.within
                    entered: abandoned-cart, within: 2h | entered: a-b, during: 2h          | start.during
                    causes: [time, import]              | causes: []                        | start.causes
                    causes: [time, import]              | causes: [time, whim]              | start.causes[1]
                    expression: cart.count = $none      | expression: cart.count = $nothing | exitOn.expression
                    exited: abandoned-cart              | exited: A                         | exitOn.exited
                    reentry: {after: $again}            | reentry: sometimes                | reentry
                    reentry: {after: $again}            | reentry: {after: 3}               | reentry.after
                    validFor: 30m                       | validFor: 30 minutes              | validFor
                    validFor: 30m                       | validFor: 9999d                   | validFor
                    again: 7d                           | again: {a: 1}                     | parameters.again
                    wait: $second                       | wait: $third                      | steps[1].wait
                    wait: $second                       | wait: [1h]                        | steps[1].wait
                    wait: 10s                           | pause: 10s                        | steps[2]
                    send: {template: cart-2}            | send: {}                          | steps[3].send
                    send: {template: cart-2}            | send: {template: cart 2}          | steps[3].send.template
                    send: {template: cart-2}            | wait: 1h                          | steps[3]
                    validFor: 30m                       | validity: 30m                     | validity
                    """)
    void should_refuse_with_the_place(String right, String wrong, String path) {
        assertThat(WHOLE).contains(right);
        List<Problem> problems = refused(WHOLE.replace(right, wrong == null ? "" : wrong));

        assertThat(problems).extracting(Problem::path).contains(path);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    }

    @Test
    void should_find_every_fault_at_once() {
        String document =
                WHOLE.replace("2h", "soon").replace("wait: 10s", "wait: later").replace("name: ", "title: ");

        assertThat(refused(document))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("title", "name", "start.within", "steps[2].wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "[1, 2]", "{}", "null"})
    void should_refuse_what_is_no_campaign_at_all(String text) {
        assertThat(refused(text)).isNotEmpty();
    }

    @Test
    void should_name_line_and_column_of_what_cannot_be_read() {
        Problem problem = refused("name: a\nstart: {entered: [\n").get(0);

        assertThat(problem.line()).isGreaterThanOrEqualTo(2);
        assertThat(problem.column()).isNotNull();
        assertThat(problem.message()).startsWith("can't be read as YAML or JSON");
    }

    @Test
    void should_refuse_a_key_that_stands_twice() {
        assertThat(refused("name: a\nname: b\n").get(0).message()).contains("name");
    }

    private static Step send(String name, String template) {
        return new Step.Send(name, List.of(new Step.Variant(template, 1)));
    }

    private static Campaign accepted(String text) {
        Reading reading = CampaignText.read("cart", text);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).campaign();
    }

    private static List<Problem> refused(String text) {
        Reading reading = CampaignText.read("cart", text);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).problems();
    }
}
