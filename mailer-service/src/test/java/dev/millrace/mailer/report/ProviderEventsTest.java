package dev.millrace.mailer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.report.Report.Bounced;
import dev.millrace.mailer.report.Report.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say, in the shape of their documentation. */
class ProviderEventsTest {

    private static final MailId MAIL = MailId.of("m-1");

    @Test
    void sesTellsOfABounceWithTheServersWords() {
        assertThat(
                        ses(
                                "Bounce",
                                """
                        "bounce": {"feedbackId": "0100", "bounceType": "Permanent", "bounceSubType": "General",
                          "bouncedRecipients": [{"emailAddress": "jane@example.com", "action": "failed", "status": "5.1.1",
                            "diagnosticCode": "smtp; 550 5.1.1 <jane@example.com>... User unknown"}]}
                        """))
                .containsExactly(told(new Bounced(Refusal.ADDRESS, "smtp; 550 5.1.1 <address>... User unknown")));
    }

    @ParameterizedTest
    @CsvSource({
        "Permanent, '', ADDRESS",
        "Permanent, 5.2.2, ADDRESS",
        "Permanent, 5.7.1, SENDER",
        "Transient, '', OTHER",
        "Transient, 5.2.2, OTHER",
        "Undetermined, 5.7.26, SENDER",
    })
    void sesSaysHowABounceIsMeant(String type, String status, Refusal about) {
        String json = "\"bounce\": {\"bounceType\": \"" + type + "\", \"bounceSubType\": \"General\","
                + "\"bouncedRecipients\": [{\"status\": \"" + status + "\"}]}";
        assertThat(ses("Bounce", json)).singleElement().satisfies(told -> assertThat(((Bounced) told.report()).about())
                .isEqualTo(about));
    }

    @Test
    void anAddressThatSesGivesUpIsKnownAsSuchToWhoeverReadsTheReason() {
        assertThat(ses("Bounce", "\"bounce\": {\"bounceType\": \"Permanent\", \"bounceSubType\": \"Suppressed\"}"))
                .containsExactly(told(new Bounced(Refusal.ADDRESS, "5.1.1 Suppressed")));
    }

    @Test
    void sesTellsOfComplaintsDeliveriesAndDelays() {
        assertThat(ses("Complaint", "\"complaint\": {\"complaintFeedbackType\": \"abuse\"}"))
                .containsExactly(told(new Report.Complained()));
        assertThat(ses("Delivery", "\"delivery\": {}")).containsExactly(told(new Report.Delivered()));
        assertThat(ses("DeliveryDelay", "\"deliveryDelay\": {}")).containsExactly(told(new Report.Delayed()));
        assertThat(ses("Open", "\"open\": {}")).isEmpty();
    }

    @Test
    void aMailThatIsNotOursIsNobodys() {
        assertThat(SesEvents.read(json("{\"eventType\": \"Delivery\", \"mail\": {\"headers\": []}}")))
                .isEmpty();
        assertThat(SesEvents.read(json("{\"eventType\": \"Delivery\", \"mail\": {\"headers\": "
                        + "[{\"name\": \"Message-ID\", \"value\": \"<other@elsewhere>\"}]}}")))
                .isEmpty();
        assertThat(SesEvents.read(json("[]"))).isEmpty();
        assertThat(SendGridEvents.read(json("[{\"event\": \"delivered\", \"smtp-id\": \"<x@y>\"}, 5, null]")))
                .isEmpty();
        assertThat(SendGridEvents.read(json("{}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event': 'bounce', 'type': 'bounce', 'status': '5.1.1', 'reason': '550 5.1.1 no such user' | ADDRESS | 550 5.1.1 no such user",
                "'event': 'bounce', 'type': 'bounce', 'status': '5.0.0', 'reason': '500 unknown recipient' | ADDRESS | 5.1.1 500 unknown recipient",
                "'event': 'bounce', 'type': 'blocked', 'status': '5.7.1', 'reason': '550 blocked' | SENDER | 5.7.1 550 blocked",
                "'event': 'bounce', 'type': 'blocked', 'reason': 'later' | OTHER | 5.0.0 later",
                "'event': 'bounce', 'type': 'bounce', 'status': '5.2.2', 'reason': 'full' | OTHER | 5.2.2 full",
                "'event': 'dropped', 'reason': 'Bounced Address' | ADDRESS | 5.1.1 dropped: Bounced Address",
                "'event': 'dropped', 'reason': 'Spam Content' | OTHER | 5.0.0 dropped: Spam Content",
            })
    void sendGridSaysHowABounceIsMeant(String event, Refusal about, String reason) {
        assertThat(sendGrid(event)).containsExactly(told(new Bounced(about, reason)));
    }

    @Test
    void sendGridTellsOfComplaintsDeliveriesAndLeaving() {
        assertThat(sendGrid("'event': 'spamreport'")).containsExactly(told(new Report.Complained()));
        assertThat(sendGrid("'event': 'delivered'")).containsExactly(told(new Report.Delivered()));
        assertThat(sendGrid("'event': 'deferred'")).containsExactly(told(new Report.Delayed()));
        assertThat(sendGrid("'event': 'unsubscribe'")).containsExactly(told(new Report.Unsubscribed("sendgrid")));
        assertThat(sendGrid("'event': 'dropped', 'reason': 'Unsubscribed Address'"))
                .containsExactly(told(new Report.Unsubscribed("sendgrid")));
        assertThat(sendGrid("'event': 'open'")).isEmpty();
        assertThat(SendGridEvents.read(json("[{\"event\": \"delivered\", \"smtp-id\": \"<" + MAIL + "@shop.test>\"}]")))
                .containsExactly(told(new Report.Delivered()));
    }

    private static Told told(Report report) {
        return new Told(MAIL, report);
    }

    private static java.util.List<Told> ses(String kind, String details) {
        return SesEvents.read(
                json("{\"eventType\": \"" + kind + "\", \"mail\": {\"messageId\": \"0100\", \"headers\": ["
                        + "{\"name\": \"From\", \"value\": \"x\"}, {\"name\": \"Message-ID\", \"value\": \"<" + MAIL
                        + "@shop.test>\"}]}, " + details + "}"));
    }

    private static java.util.List<Told> sendGrid(String event) {
        return SendGridEvents.read(json("[{" + event.replace('\'', '"')
                + ", \"email\": \"jane@example.com\", \"millrace_mail\": \"" + MAIL + "\"}]"));
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
