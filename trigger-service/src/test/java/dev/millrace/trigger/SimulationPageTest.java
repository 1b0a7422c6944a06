package dev.millrace.trigger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a campaign would do, for people. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SimulationPageTest {

    /** To look at. */
    private static final Path PAGES = Path.of("target", "pages");

    @BeforeEach
    void campaign() {
        Admin.put(
                        "drawn",
                        """
                        name: Imagined & tried
                        start: {entered: imagined}
                        steps:
                          - send: {template: hello}
                          - wait: {event: Order Completed, atMost: 2d}
                            then: [{send: {template: thanks}}]
                            else: [{send: {template: reminder}}]
                          - split:
                              - weight: 1
                                steps:
                                  - if: cart.count > 0
                                    then: [{coupon: {pool: imagined, generate: true}}, {send: {template: cart}}]
                                    else: [{wait: {until: "10:00", days: [tue, thu]}}, {send: {template: tips}}]
                              - weight: 1
                                steps: []
                        """)
                .statusCode(200);
        FakeNeighbours.customer("user:imagined-1");
        FakeNeighbours.customer("user:imagined-2").putObject("consent");
        FakeNeighbours.members("drawn", List.of("user:imagined-1", "user:imagined-2"));
    }

    @Test
    void should_draw_the_steps_before_anybody_is_named() {
        String page = page(Map.of()).statusCode(200).extract().asString();

        assertThat(page)
                .contains("<title>Imagined &amp; tried: what would happen?</title>", "role=\"img\"")
                .contains("send-1: Send hello", "Wait for: Order Completed, at most 2d", ">then<", ">else<")
                .doesNotContain("Step by step");
    }

    @Test
    void should_go_through_it_with_one_customer_and_what_they_do() {
        String page = page(Map.of("customer", "user:imagined-1", "happens", "3h event Order Completed\r\n"))
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("for 1 customer", "<h3>user:imagined-1", "sent hello", "branched then", "sent thanks")
                .contains(">then (1)<", "3h event Order Completed")
                .doesNotContain("sent reminder");
        assertThat(Admin.decisions("user:imagined-1")).isEmpty();
    }

    @Test
    void should_count_what_would_happen_to_some_of_a_segment() throws IOException {
        String page = page(Map.of("segment", "drawn")).statusCode(200).extract().asString();

        Files.createDirectories(PAGES);
        Files.writeString(PAGES.resolve("simulation.html"), page);
        assertThat(page)
                .contains("for 2 customers", "held no-consent 1, sent 1", ">else (2)<")
                .contains("<h3>user:imagined-1", "<h3>user:imagined-2");
    }

    @Test
    void should_say_what_can_not_be_tried() {
        page(Map.of("customer", "<b>nobody</b>"))
                .statusCode(400)
                .body(containsString("The customer is &quot;&lt;b&gt;nobody&lt;/b&gt;&quot;; expected an id"));
        page(Map.of("customer", "user:imagined-1", "happens", "soon event Order Completed"))
                .statusCode(400)
                .body(containsString("expected lines such as"));
        page(Map.of("customer", "user:imagined-1", "happens", "2h event Page Viewed"))
                .statusCode(400)
                .body(containsString("it listens for [Order Completed]"));
        page(Map.of("segment", "nobody-is-here"))
                .statusCode(200)
                .body(containsString("Nobody is in the segment nobody-is-here."));
    }

    @Test
    void should_ask_for_the_password_and_know_its_campaigns() {
        given().get("/campaigns/drawn/simulate").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("any", FakeNeighbours.ADMIN_KEY)
                .get("/campaigns/none/simulate")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse page(Map<String, String> query) {
        return given().auth()
                .preemptive()
                .basic("any", FakeNeighbours.ADMIN_KEY)
                .queryParams(query)
                .get("/campaigns/drawn/simulate")
                .then();
    }
}
