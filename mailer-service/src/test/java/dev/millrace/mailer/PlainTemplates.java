package dev.millrace.mailer;

import static io.restassured.RestAssured.given;

import dev.millrace.contract.MessageCommand.MessageClass;
import io.restassured.http.ContentType;
import java.util.Locale;
import java.util.Map;

/** Templates of which tests want no more than that a mail is made of them. */
final class PlainTemplates {

    private static final String LAYOUT = "<mjml><mj-body><mj-section><mj-column><mj-text>Hi {{ shop.address }}"
            + "<a href=\"{{ unsubscribe_url }}\">x</a></mj-text></mj-column></mj-section></mj-body></mjml>";

    private PlainTemplates() {}

    static void save(String id, MessageClass messageClass) {
        given().header("Authorization", "Bearer test-admin-key")
                .contentType(ContentType.JSON)
                .body(Map.of("class", messageClass.name().toLowerCase(Locale.ROOT), "subject", "Hi", "mjml", LAYOUT))
                .put("/api/templates/" + id)
                .then()
                .statusCode(200);
    }

    /** One of each class: the prefix, then the name of the class. */
    static void saveBoth(String prefix) {
        for (MessageClass messageClass : MessageClass.values()) {
            save(prefix + messageClass.name().toLowerCase(Locale.ROOT), messageClass);
        }
    }
}
