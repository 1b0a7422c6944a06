package dev.millrace.trigger;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class AdminApiTest {

    private static final String HELLO =
            """
            name: Hello
            start: {entered: leads}
            onlyIf: count(order_completed) = 0
            exitOn: {exited: leads, expression: cart.count > 0}
            steps: [{send: {template: hello}}]
            """;

    @Test
    void should_keep_a_campaign_and_count_its_versions() {
        put("versions", HELLO).statusCode(200).body("version", equalTo(1), "state", equalTo("active"));
        put("versions", HELLO).statusCode(200).body("version", equalTo(1));
        put("versions", HELLO.replace("Hello", "Hello!")).statusCode(200).body("version", equalTo(2));

        admin().get("/api/campaigns/versions")
                .then()
                .body("version", equalTo(2), "name", equalTo("Hello!"), "document.start.entered", equalTo("leads"));
        admin().get("/api/campaigns")
                .then()
                .body("campaigns.id", hasItem("versions"), "campaigns[0].started", equalTo(0));
    }

    @Test
    void should_archive_a_campaign_and_take_it_up_again() {
        put("comes-back", HELLO).statusCode(200);
        admin().delete("/api/campaigns/comes-back").then().statusCode(204);
        admin().delete("/api/campaigns/comes-back").then().statusCode(404);
        admin().get("/api/campaigns").then().body("campaigns.id", not(hasItem("comes-back")));
        admin().get("/api/campaigns/comes-back").then().body("state", equalTo("archived"));

        put("comes-back", HELLO).statusCode(200).body("state", equalTo("active"));
    }

    @Test
    void should_keep_a_draft_and_pause_and_activate() {
        put("states?state=draft", HELLO).statusCode(200).body("state", equalTo("draft"));
        put("states", HELLO.replace("Hello", "Hi")).body("state", equalTo("draft"), "version", equalTo(2));
        post("states/pause").statusCode(409).body("error.message", containsString("is a draft"));
        post("states/activate").statusCode(200).body("state", equalTo("active"));
        put("states?state=draft", HELLO)
                .statusCode(409)
                .body("error.code", equalTo("wrong-state"), "error.message", containsString("keep the draft under"));
        post("states/pause").statusCode(200).body("state", equalTo("paused"));
        put("states", HELLO).body("state", equalTo("paused"), "version", equalTo(3));
        admin().delete("/api/campaigns/states").then().statusCode(204);
        post("states/activate").statusCode(409).body("error.message", containsString("is archived"));
        post("nowhere/pause").statusCode(404);
        put("states?state=asleep", HELLO).statusCode(400).body("error.code", equalTo("bad-parameter"));
        put("states?underWay=fly", HELLO)
                .statusCode(400)
                .body("error.message", equalTo("underWay is \"fly\"; expected stay, move or end"));
    }

    @Test
    void should_say_what_a_document_would_be_and_change_nothing() {
        String document = HELLO.replace(
                "steps: [{send: {template: hello}}]",
                "steps: [{if: cart.count > 1, then: [{send: {template: hello}}], name: many}, {set: {tag: x}}]");
        check("unkept", document)
                .statusCode(200)
                .body(
                        "steps", equalTo(List.of("many", "many.then.send-1", "set-2")),
                        "questions.'step.many'", equalTo("cart.count > 1"));
        check("unkept", HELLO.replace("leads", "missing")).statusCode(400);
        admin().get("/api/campaigns/unkept").then().statusCode(404);
    }

    @Test
    void should_refuse_pools_and_targets_that_nobody_has_defined() {
        put("undefined", HELLO.replace("[{send", "[{webhook: {target: no-such}}, {coupon: {pool: no-such}}, {send"))
                .statusCode(400)
                .body(
                        "error.path", equalTo("steps[0].webhook.target"),
                        "error.message", containsString("there is no target \"no-such\""),
                        "error.problems.path", equalTo(List.of("steps[0].webhook.target", "steps[1].coupon.pool")));
    }

    @Test
    void should_name_the_column_of_a_condition_on_an_event_as_people_wrote_it() {
        put("refused", HELLO.replace("entered: leads", "event: Order Completed, where: bogus > 1"))
                .statusCode(400)
                .body("error.path", equalTo("start.where"), "error.line", equalTo(1), "error.column", equalTo(7));
    }

    @Test
    void should_show_editors_the_schema_without_a_key() {
        given().get("/schemas/campaign.json").then().statusCode(200).body("title", equalTo("Campaign"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    entered: leads      | entered: missing                  | start.entered
                    exited: leads       | exited: missing                   | exitOn.exited
                    template: hello     | template: missing                 | steps[0].send.template
                    template: hello     | template: receipt                 | steps[0].send.template
                    name: Hello         | nam: Hello                        | nam
                    """)
    void should_refuse_with_the_place(String right, String wrong, String path) {
        put("refused", HELLO.replace(right, wrong))
                .statusCode(400)
                .body("error.code", equalTo("campaign-refused"), "error.path", equalTo(path));
        admin().get("/api/campaigns/refused").then().statusCode(404);
    }

    @Test
    void should_refuse_an_expression_with_its_line_and_column() {
        put("refused", HELLO.replace("count(order", "bogus(order"))
                .statusCode(400)
                .body(
                        "error.path", equalTo("onlyIf"),
                        "error.line", equalTo(1),
                        "error.column", equalTo(7),
                        "error.suggestion", equalTo("count"));
    }

    @Test
    void should_refuse_what_is_not_yaml_with_its_line() {
        put("refused", "name: [\nstart").statusCode(400).body("error.line", equalTo(2));
    }

    @Test
    void should_say_who_did_not_answer_when_a_campaign_cannot_be_checked() {
        FakeNeighbours.away(true);
        try {
            put("unchecked", HELLO)
                    .statusCode(503)
                    .header("Retry-After", equalTo("5"))
                    .body("error.message", containsString("segment-service did not answer"));
        } finally {
            FakeNeighbours.away(false);
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/campaigns", "/api/campaigns/x", "/api/customers/user:1/decisions", "/api/nothing"})
    void should_let_nobody_in_without_the_admin_key(String path) {
        given().get(path).then().statusCode(401).body("error.code", equalTo("unknown-key"));
        given().auth().oauth2("wrong").get(path).then().statusCode(401);
    }

    @Test
    void should_show_people_the_page_for_the_admin_key_as_password() {
        given().get("/").then().statusCode(401).header("WWW-Authenticate", containsString("Basic"));
        given().auth().preemptive().basic("jo", "wrong").get("/").then().statusCode(401);
        put("on-the-page", HELLO.replace("Hello", "Hello <i>you</i>")).statusCode(200);

        page().statusCode(200)
                .body(containsString("Leads &amp; &lt;friends&gt;"))
                .body(containsString("trait.x &lt; 3"))
                .body(containsString("<td class=\"number\">17</td>"))
                .body(containsString("user:&lt;b&gt;bold&lt;/b&gt;"))
                .body(containsString("2026-03-02T10:00:01Z"))
                .body(containsString("Hello &lt;i&gt;you&lt;/i&gt;"))
                .body(containsString("href=\"http://127.0.0.1:8025\""))
                .body(not(containsString("<script")));
    }

    @Test
    void should_show_the_page_and_say_which_neighbour_is_away() {
        FakeNeighbours.away(true);
        try {
            page().statusCode(200)
                    .body(containsString("segment-service answered with status 503"))
                    .body(containsString("mailer-service answered with status 503"));
        } finally {
            FakeNeighbours.away(false);
        }
    }

    @Test
    void should_serve_health_metrics_and_the_description_of_the_api() {
        given().get("/q/health").then().statusCode(200).body("checks.name", hasItem("transitions"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("millrace_trigger_outbox_depth"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/campaigns/{id}"));
    }

    private static ValidatableResponse page() {
        return given().auth()
                .preemptive()
                .basic("jo", FakeNeighbours.ADMIN_KEY)
                .get("/")
                .then();
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(FakeNeighbours.ADMIN_KEY);
    }

    private static ValidatableResponse post(String path) {
        return admin().post("/api/campaigns/" + path).then();
    }

    private static ValidatableResponse check(String id, String document) {
        return admin().contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .post("/api/campaigns/check?id=" + id)
                .then();
    }

    private static ValidatableResponse put(String id, String document) {
        return admin().contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/campaigns/" + id)
                .then();
    }
}
