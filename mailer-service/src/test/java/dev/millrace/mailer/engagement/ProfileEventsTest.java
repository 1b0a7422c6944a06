package dev.millrace.mailer.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.mailer.Messages;
import dev.millrace.mailer.preference.Statement;
import dev.millrace.mailer.preference.Wording;
import org.junit.jupiter.api.Test;

class ProfileEventsTest {

    private static final MessageRequested MESSAGE = Messages.marketing("m-1");

    @Test
    void unsubscribingIsARefusalWithItsProof() {
        ShopEvent event = ProfileEvents.consent(
                MESSAGE, Statement.unsubscribed("email", "Alder & Oak", "one-click", Wording.english()), Messages.T0);
        assertThat(event.name()).isEqualTo(ShopEvent.CONSENT_UPDATED);
        assertThat(event.trust()).isEqualTo(ShopEvent.Trust.INTERNAL);
        assertThat(event.customer()).isEqualTo(MESSAGE.customer());
        assertThat(event.properties())
                .hasToString("{\"channel\":\"email\",\"purpose\":\"marketing\",\"status\":\"unsubscribed\","
                        + "\"wording\":\"No more offers and reminders from Alder & Oak\",\"source\":\"one-click\","
                        + "\"message\":\"m-1\"}");
        assertThat(event.toString()).doesNotContain("@");
    }

    @Test
    void aConfirmationSaysOnWhatItStands() {
        ShopEvent event = ProfileEvents.consent(
                MESSAGE, Statement.confirmed("email", "Alder & Oak", Wording.english()), Messages.T0);
        assertThat(event.properties().path("status").asText()).isEqualTo("subscribed");
        assertThat(event.properties().path("basis").asText()).isEqualTo("double-opt-in");
        assertThat(event.properties().path("wording").asText())
                .isEqualTo("Yes, send me offers and news from Alder & Oak by mail. I can leave at any time.");
    }

    @Test
    void saidAgainLaterItIsAnotherEventAndTheSameAnswersAreNot() {
        Statement said = Statement.unsubscribed("email", "Alder & Oak", "one-click", Wording.english());
        assertThat(ProfileEvents.consent(MESSAGE, said, Messages.T0).id())
                .isNotEqualTo(ProfileEvents.consent(MESSAGE, said, Messages.T0.plusSeconds(1))
                        .id());
        var traits = Json.object().put("reward", "gift");
        ShopEvent answered = ProfileEvents.surveyAnswered(MESSAGE, "likes", traits, Messages.T0);
        assertThat(answered.id())
                .isEqualTo(ProfileEvents.surveyAnswered(MESSAGE, "likes", traits, Messages.T0.plusSeconds(1))
                        .id());
        assertThat(answered.name()).isEqualTo("Survey Answered");
        assertThat(answered.traits()).isEqualTo(traits);
        assertThat(answered.properties().path("survey").asText()).isEqualTo("likes");
    }
}
