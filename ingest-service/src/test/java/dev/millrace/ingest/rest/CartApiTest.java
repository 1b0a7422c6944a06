package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CartToken;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SigningKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = FakeSegmentService.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CartApiTest {

    private static final SigningKey KEY = new SigningKey("a secret of tests, long enough");
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void shouldGiveTheLinesOfTheCartAndNothingElseOfTheCustomer() throws IOException {
        Response answer = cart(new CartToken(CustomerId.user("anna b"), FAR));

        answer.then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header("Cache-Control", equalTo("no-store"));
        JsonNode cart = Json.mapper().readTree(answer.asByteArray());
        assertThat(cart)
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                {"currency": "EUR", "products": [{"product_id": "MUG", "name": "Mug", "price": "9.90", "quantity": 2,
                 "image_url": "https://shop.example/mug.png"}]}"""));
    }

    @Test
    void shouldSayWhenTheLinkIsUnknownExpiredOrOfNobody() {
        given().get("/v1/carts/forged").then().statusCode(404);
        cart(new CartToken(CustomerId.user("nobody"), FAR)).then().statusCode(404);
        cart(new CartToken(CustomerId.user("anna b"), Instant.parse("2026-01-01T00:00:00Z")))
                .then()
                .statusCode(410)
                .body("error.code", equalTo("expired"));
    }

    @Test
    void shouldAskToComeAgainWhenNobodyAnswers() {
        cart(new CartToken(CustomerId.user("late"), FAR)).then().statusCode(503).header("Retry-After", equalTo("2"));
    }

    private static Response cart(CartToken token) {
        return given().get("/v1/carts/" + token.signed(KEY));
    }
}
