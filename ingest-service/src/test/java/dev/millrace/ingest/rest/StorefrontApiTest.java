package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.backing.BackingServicesTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class StorefrontApiTest {

    @Test
    void shouldServeTheSdkToPagesOfAnyShop() {
        String tag = given().header("Origin", "https://shop.example")
                .get("/millrace.js")
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("javascript"))
                .header("Access-Control-Allow-Origin", "*")
                .header("Cache-Control", containsString("max-age=300"))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get("/millrace.js").then().statusCode(304);
        given().get("/millrace.js?v=" + tag.replace("\"", ""))
                .then()
                .header("Cache-Control", containsString("immutable"));
        given().get("/millrace.js?v=other").then().header("Cache-Control", containsString("max-age=300"));
    }

    @Test
    void shouldTellPagesWhatThePopupSays() {
        String tag = given().get("/v1/storefront/" + Producer.BROWSER_KEY)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Cache-Control", containsString("public"))
                .body("popup.id", equalTo("welcome"))
                .body("popup.rule.delaySeconds", equalTo(3))
                .body("popup.rule.exceptPaths", hasSize(1))
                .body("popup.texts.en.code", equalTo("WELCOME10"))
                .body("popup.texts.en.version.length()", equalTo(12))
                .extract()
                .header("ETag");
        assertThat(tag).isNotBlank();
        given().header("If-None-Match", tag)
                .get("/v1/storefront/" + Producer.BROWSER_KEY)
                .then()
                .statusCode(304);
    }

    @Test
    void shouldTellNothingToAKeyItDoesNotKnow() {
        given().get("/v1/storefront/nobody").then().statusCode(404).header("Access-Control-Allow-Origin", "*");
    }
}
