package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.ProductKind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepReaderTest {

    private static final String WHOLE =
            """
            name: Everything
            priority: 7
            holdOut: 12.5%
            start: {event: Order Completed, where: total > $least, properties: [order_id], onlyIf: cart.count = 0}
            exitOn: {event: Order Cancelled, entered: blocked, exited: leads}
            parameters: {least: 50, morning: "09:30"}
            steps:
              - send: {variants: [{template: a, weight: 1}, {template: b, weight: 3}]}
              - wait: {until: $morning, days: [mon, fri], zone: Europe/Paris}
              - wait: {event: Product Viewed, where: price > 10, atMost: 2d}
                name: looks
                then:
                  - set: {tag: curious, untag: new, traits: {tier: gold, seen: 3, trial: null}}
                else:
                  - if: cart.count > 0
                    then: [{send: {template: c}}]
              - split:
                  - weight: 1
                    steps: []
                  - weight: 9
                    steps:
                      - wait: {entered: buyers, atMost: 1h}
                      - send: {template: d}
            """;

    @Test
    void should_read_every_kind_of_step_and_name_them() {
        Campaign campaign = accepted(WHOLE).campaign();
        WatchedEvent completed = new WatchedEvent("Order Completed", "total > 50", List.of("order_id"));
        WatchedEvent cancelled = new WatchedEvent("Order Cancelled", null, List.of());
        WatchedEvent viewed = new WatchedEvent("Product Viewed", "price > 10", List.of());

        assertThat(campaign.priority()).isEqualTo(7);
        assertThat(campaign.holdOut()).isEqualTo(1250);
        assertThat(campaign.start().on()).isEqualTo(new Beginning.When(new Awaited.Occurred(completed)));
        assertThat(campaign.start().onlyIf()).isEqualTo("cart.count = 0");
        assertThat(campaign.exitOn().on())
                .containsExactlyInAnyOrder(
                        new Awaited.Occurred(cancelled), new Awaited.Entered("blocked"), new Awaited.Exited("leads"));
        assertThat(campaign.steps())
                .containsExactly(
                        new Step.Send("send-1", List.of(new Step.Variant("a", 1), new Step.Variant("b", 3))),
                        new Step.Wait(
                                "wait-2",
                                new Pause.Until(
                                        LocalTime.of(9, 30),
                                        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        ZoneId.of("Europe/Paris"))),
                        new Step.WaitFor(
                                "looks",
                                new Awaited.Occurred(viewed),
                                Duration.ofDays(2),
                                List.of(new Step.Set(
                                        "looks.then.set-1",
                                        "curious",
                                        "new",
                                        Json.object()
                                                .put("tier", "gold")
                                                .put("seen", 3)
                                                .putNull("trial"))),
                                List.of(new Step.If(
                                        "looks.else.if-1",
                                        "cart.count > 0",
                                        List.of(send("looks.else.if-1.then.send-1", "c")),
                                        List.of()))),
                        new Step.Split(
                                "split-4",
                                List.of(
                                        new Step.Way(1, List.of()),
                                        new Step.Way(
                                                9,
                                                List.of(
                                                        new Step.WaitFor(
                                                                "split-4.2.wait-1",
                                                                new Awaited.Entered("buyers"),
                                                                Duration.ofHours(1),
                                                                List.of(),
                                                                List.of()),
                                                        send("split-4.2.send-2", "d"))))));
    }

    @Test
    void should_name_everything_that_others_have_to_know_with_its_place() {
        assertThat(accepted(WHOLE).references())
                .extracting(reference ->
                        reference.path() + " " + reference.getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        "start.event Event",
                        "start.onlyIf Expression",
                        "exitOn.entered Segment",
                        "exitOn.exited Segment",
                        "exitOn.event Event",
                        "steps[0].send.variants[0].template Template",
                        "steps[0].send.variants[1].template Template",
                        "steps[2].wait.event Event",
                        "steps[2].else[0].if Expression",
                        "steps[2].else[0].then[0].send.template Template",
                        "steps[3].split[1].steps[0].wait.entered Segment",
                        "steps[3].split[1].steps[1].send.template Template");
    }

    @Test
    void should_share_a_watch_between_all_who_listen_for_the_same() {
        WatchedEvent one = new WatchedEvent("Order Completed", "total > 50", List.of());

        assertThat(one.watchId()).isEqualTo(new WatchedEvent("Order Completed", "total > 50", List.of()).watchId());
        assertThat(List.of(
                        one,
                        new WatchedEvent("Order Completed", null, List.of()),
                        new WatchedEvent("Order Completed", "total > 51", List.of()),
                        new WatchedEvent("Order Completed", "total > 50", List.of("order_id"))))
                .extracting(WatchedEvent::watchId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("campaign-[0-9a-f]{32}"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    priority: 7              | priority: 10               | priority | 1 to 9
                    priority: 7              | priority: high             | priority | 1 to 9
                    holdOut: 12.5%           | holdOut: 100%              | holdOut | below 100%
                    holdOut: 12.5%           | holdOut: 0.1               | holdOut | 10% or 2.5%
                    holdOut: 12.5%           | goal: 1                    | goal | expected {event: NAME}
                    holdOut: 12.5%           | goal: {within: 7d}         | goal.event | is missing
                    holdOut: 12.5%           | goal: {event: a, within: 1} | goal.within | a duration such as
                    holdOut: 12.5%           | goal: {event: a, touch: seen} | goal.touch | sent, opened or clicked
                    holdOut: 12.5%           | goal: {event: a, value: 3} | goal.value | a property
                    holdOut: 12.5%           | goal: {event: a, of: b}    | goal.of | is not known here
                    event: Order Completed,  | event: Order Completed, entered: leads, | start | several things
                    event: Order Completed,  | event: 'a"b',              | start.event | without quotes
                    event: Order Completed,  | entered: leads,            | start.where | no event is named
                    event: Order Completed,  | entered: leads,            | start.properties | no event is named
                    event: Order Completed,  | date: birthday,            | start.date | such as trait.birthday
                    event: Order Completed,  | broadcast: leads,          | start.broadcast | expected {segment: SEGMENT, at: INSTANT}
                    [order_id]               | []                         | start.properties | 1 to 20
                    event: Order Cancelled,  | where: a > 1,              | exitOn.where | no event is named
                    [{template: a, weight: 1}, {template: b, weight: 3}] | [{template: a, weight: 1}] | steps[0].send.variants | found 1; expected a list of 2 to 10 variants
                    {template: a, weight: 1} | {template: a, weight: 0}   | steps[0].send.variants[0].weight | 1 to 1000
                    {template: a, weight: 1} | {template: a}              | steps[0].send.variants[0].weight | is missing
                    "09:30"                  | "9:30"                     | steps[1].wait.until | a local time in quotes
                    "09:30"                  | "24:00"                    | steps[1].wait.until | a local time in quotes
                    days: [mon, fri]         | days: [monday]             | steps[1].wait.days[0] | mon, tue
                    days: [mon, fri]         | days: []                   | steps[1].wait.days | mon, tue
                    zone: Europe/Paris       | zone: Europe/Pari          | steps[1].wait.zone | Europe/Paris
                    zone: Europe/Paris       | at: 3                      | steps[1].wait.at | is not known here
                    atMost: 2d               | until: "10:00"             | steps[2].wait.event | is not known here
                    where: price > 10, atMost: 2d | where: price > 10     | steps[2].wait.atMost | is missing
                    name: looks              | name: Looks                | steps[2].name | lower-case words
                    name: looks              | name: send-1               | steps[2].name | two steps of the name
                    name: looks              | if: cart.count > 1         | steps[2] | one of [send, wait, if
                    {tag: curious, untag: new, | {tag: new, untag: new,   | steps[2].then[0].set | puts the tag "new" on and takes it off
                    {tag: curious, untag: new, traits: {tier: gold, seen: 3, trial: null}} | {} | steps[2].then[0].set | tag, untag or traits
                    tier: gold               | consent: gold              | steps[2].then[0].set.traits.consent | can't be set by a campaign
                    tier: gold               | tier: [1]                  | steps[2].then[0].set.traits.tier | expected a text
                    then: [{send: {template: c}}] | then: []              | steps[2].else[0].then | found no steps
                    then: [{send: {template: c}}] | name: nothing         | steps[2].else[0] | nothing to do either way
                    weight: 9                | weight: 1001               | steps[3].split[1].weight | 1 to 1000
                    - send: {template: d}    | - wait: 1h                 | steps[3].split[1].steps[1] | a wait that nothing follows
                    - send: {template: d}    | - coupon: {generate: true} | steps[3].split[1].steps[1].coupon.pool | is missing
                    - send: {template: d}    | - webhook: {url: http://a.example} | steps[3].split[1].steps[1].webhook.url | is not known here
                    - send: {template: d}    | - points: {earn: 0}         | steps[3].split[1].steps[1].points.earn | a whole number from 1
                    """)
    void should_refuse_with_the_place_and_what_was_expected(String right, String wrong, String path, String expected) {
        assertThat(WHOLE).contains(right);
        List<Problem> problems = refused(WHOLE.replace(right, wrong));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(expected);
        });
    }

    @Test
    void should_read_that_all_go_on_with_a_code_or_without() {
        assertThat(accepted(
                                "name: a\nstart: {entered: a}\nsteps: [{coupon: {pool: p}, else: []}, {send: {template: t}}]")
                        .campaign()
                        .steps()
                        .get(0))
                .isInstanceOfSatisfying(
                        Step.Coupon.class, step -> assertThat(step.otherwise()).isEmpty());
    }

    @Test
    void should_read_which_products_come_with_a_message() {
        String send = "name: a\nstart: {entered: a}\nsteps: [{send: {template: a, products: %s}}]";

        assertThat(accepted(send.formatted("[bought-together, best-sellers, bought-together]"))
                        .campaign()
                        .steps())
                .containsExactly(new Step.Send(
                        "send-1",
                        List.of(new Step.Variant("a", 1)),
                        List.of(ProductKind.BOUGHT_TOGETHER, ProductKind.BEST_SELLERS),
                        null,
                        null));
        assertThat(refused(send.formatted("[cheapest]")))
                .containsExactly(Problem.at(
                        "steps[0].send.products[0]",
                        "found \"cheapest\"; expected one of best-sellers, bought-together, one-step-up, last-viewed,"
                                + " bought-before"));
        assertThat(refused(send.formatted("best-sellers"))).hasSize(1);
    }

    @Test
    void should_know_what_a_message_is_about() {
        String said = "name: a\nstart: {event: Back In Stock, properties: [product_id]}\n"
                + "steps: [{send: {template: a, products: [last-viewed], about: %s}}]";

        for (About about : About.values()) {
            assertThat(about(said.formatted(about.word()))).isEqualTo(about);
        }
        assertThat(refused(said.formatted("basket")).get(0).message())
                .isEqualTo("found \"basket\"; expected one of product, cart, products, nothing");
    }

    @Test
    void should_take_the_product_of_the_event_for_what_it_is_about_unless_it_says_otherwise() {
        String starts = "name: a\nstart: %s\nsteps: [{send: {template: a}}]";

        assertThat(about(starts.formatted("{event: Back In Stock, properties: [product_id]}")))
                .isEqualTo(About.PRODUCT);
        assertThat(about(starts.formatted("{event: Back In Stock, properties: [name]}")))
                .isEqualTo(About.NOTHING);
        assertThat(about(starts.formatted("{entered: leads}"))).isEqualTo(About.NOTHING);
    }

    private static About about(String document) {
        Campaign campaign = accepted(document).campaign();
        return campaign.about((Step.Send) campaign.steps().get(0));
    }

    @Test
    void should_refuse_what_is_too_much_or_too_deep() {
        String steps = "name: a\nstart: {entered: a}\nsteps:\n" + "  - send: {template: t}\n".repeat(101);
        assertThat(refused(steps).get(0).message()).contains("found 101 steps; expected at most 100");

        String deep = "{if: cart.count > 0, then: [".repeat(5) + "{send: {template: t}}" + "]}".repeat(5);
        assertThat(refused("name: a\nstart: {entered: a}\nsteps: [" + deep + "]")
                        .get(0)
                        .message())
                .contains("stands too deep");

        String asks = "name: a\nstart: {entered: a}\nsteps:\n"
                + "  - {if: cart.count > 0, then: [{set: {tag: t}}]}\n".repeat(50) + "onlyIf: cart.count > 0\n";
        assertThat(refused(asks).get(0).message()).contains("found 51 expressions");
    }

    private static Step send(String name, String template) {
        return new Step.Send(name, List.of(new Step.Variant(template, 1)));
    }

    private static Reading.Accepted accepted(String text) {
        Reading reading = CampaignText.read("everything", text);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return (Reading.Accepted) reading;
    }

    private static List<Problem> refused(String text) {
        Reading reading = CampaignText.read("everything", text);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).problems();
    }
}
