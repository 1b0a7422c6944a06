package dev.millrace.trigger;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The admin API as tests call it. */
final class Admin {

    private Admin() {}

    static ValidatableResponse put(String id, String document) {
        return put(id, "", document);
    }

    /** @param query such as {@code ?state=draft} */
    static ValidatableResponse put(String id, String query, String document) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/campaigns/" + id + query)
                .then();
    }

    static ValidatableResponse post(String path) {
        return given().auth().oauth2(FakeNeighbours.ADMIN_KEY).post(path).then();
    }

    static ValidatableResponse get(String path) {
        return given().auth().oauth2(FakeNeighbours.ADMIN_KEY).get(path).then();
    }

    /** Outcome and reason of each decision about a customer, the newest first. */
    static List<String> decisions(String customer) {
        return get("/api/customers/" + customer + "/decisions")
                .extract()
                .jsonPath()
                .getList("decisions.collect { it.outcome + (it.reason == null ? '' : ' ' + it.reason) }");
    }
}
