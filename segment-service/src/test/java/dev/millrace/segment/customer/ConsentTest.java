package dev.millrace.segment.customer;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.Consent.Statement;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What proves a consent stays with it: the words, where, when and on what basis, for each purpose. */
class ConsentTest {

    private static final AccumulatorPlan PLAN = RuleSet.EMPTY.plan();

    private final List<ShopEvent> said = new ArrayList<>();

    @Test
    void shouldKeepWhatProvesItForEachPurpose() {
        say("Marketing", "subscribed", "Yes, mail me", 1);
        say("survey", "unsubscribed", null, 2);

        Consent email = email(folded(said));

        assertThat(email.status()).isEqualTo("subscribed");
        assertThat(email.byPurpose().get("survey").at()).isEqualTo(T0.plusSeconds(2));
        assertThat(email.byPurpose().get("marketing"))
                .isEqualTo(new Statement("subscribed", T0.plusSeconds(1), "Yes, mail me", "pop-up", "consent"));
    }

    @Test
    void shouldNameTheSourceOfTheKeyWhereTheEventNamesNone() {
        ObjectNode permission = Json.object().put("channel", "email").put("status", "subscribed");
        said.add(Events.of(ANNA, "e1", ShopEvent.CONSENT_UPDATED, T0, permission));
        ObjectNode traits = Json.object();
        traits.putObject("consent").put("sms", "pending");
        said.add(Events.identify("e2", T0, traits, ShopEvent.Trust.SERVER));

        CustomerState state = folded(said);

        assertThat(email(state).byPurpose().get("marketing").source()).isEqualTo("test");
        assertThat(state.consents().get("sms").byPurpose().get("marketing").source())
                .isEqualTo("test");
    }

    @Test
    void shouldKeepTheSameInAnyOrderAndWhenTwoCustomersAreOne() {
        for (int i = 0; i < 3 * Consent.MAX_PURPOSES; i++) {
            say("purpose-" + i % 14, i % 3 == 0 ? "unsubscribed" : "subscribed", "words " + i, i / 4);
        }
        Consent inOrder = email(folded(said));
        List<ShopEvent> shuffled = new ArrayList<>(said);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(email(folded(shuffled))).isEqualTo(inOrder);
        assertThat(email(CustomerMerge.merge(folded(shuffled.subList(0, 9)), folded(shuffled.subList(9, 30)), PLAN)))
                .isEqualTo(inOrder);
        assertThat(inOrder.byPurpose()).hasSize(Consent.MAX_PURPOSES);
    }

    @Test
    void shouldNotTakeConsentToSomethingElseForConsentToMarketing() {
        say("back-in-stock", "subscribed", "Tell me when it is back", 1);

        assertThat(email(folded(said)).status()).isNull();
    }

    @Test
    void shouldCountWhatNoLongerFits() {
        say(Consent.MARKETING, "unsubscribed", null, 0);
        for (int i = 0; i < Consent.MAX_PURPOSES; i++) {
            say("purpose-" + i, "subscribed", "words", i);
        }

        CustomerState state = folded(said);

        assertThat(email(state).byPurpose())
                .hasSize(Consent.MAX_PURPOSES)
                .containsKey(Consent.MARKETING)
                .doesNotContainKey("purpose-0");
        assertThat(state.detailsLost()).isEqualTo(1);
    }

    @Test
    void shouldKeepLongWordsAsFarAsTheyFit() {
        say("marketing", "subscribed", "é".repeat(5_000), 1);

        CustomerState state = folded(said);

        assertThat(email(state).byPurpose().get("marketing").wording()).hasSize(Consent.MAX_WORDING_LENGTH);
        byte[] stored = CustomerCodec.encode(new Customer(state, Watch.NEW));
        assertThat(CustomerCodec.decode(stored).state()).isEqualTo(state);
    }

    private void say(String purpose, String status, @Nullable String wording, int second) {
        Instant at = T0.plusSeconds(second);
        ObjectNode permission = Json.object()
                .put("channel", "email")
                .put("purpose", purpose)
                .put("status", status)
                .put("wording", wording)
                .put("source", "pop-up")
                .put("basis", "consent");
        said.add(Events.of(ANNA, "e" + said.size(), ShopEvent.CONSENT_UPDATED, at, permission));
    }

    private static CustomerState folded(List<ShopEvent> events) {
        CustomerState state = CustomerState.EMPTY;
        for (ShopEvent event : events) {
            state = Fold.apply(state, event, event.timestamp(), PLAN);
        }
        return state;
    }

    private static Consent email(CustomerState state) {
        return state.consents().get("email");
    }
}
