package dev.millrace.trigger.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.OnRecord;
import dev.millrace.trigger.policy.Reason;
import dev.millrace.trigger.policy.SendPolicy;
import dev.millrace.trigger.segment.CustomerAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A product that is gone drops out of a message, or holds it back if it is what the message is about. */
class SubjectTest {

    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");
    private static final String BACK_IN_STOCK =
            "start: {event: Back In Stock, properties: [product_id]}\nsteps: [{send: {template: a%s}}, {send: {template: b, about: nothing}}]";
    private static final String CART = "start: {entered: carts}\nsteps: [{send: {template: a, about: cart}}]";
    private static final String VIEWED =
            "start: {entered: carts}\nsteps: [{send: {template: a, products: [last-viewed]%s}}]";

    private final Journey journey = new Journey(
            new SendPolicy(Duration.ofSeconds(5)),
            new AskAgain(Duration.ofMillis(500), Duration.ofMillis(250), Duration.ofSeconds(5)),
            false);

    @Test
    void should_hold_back_what_is_about_a_product_that_is_gone_and_go_on() {
        List<Effect> effects = effects(
                BACK_IN_STOCK.formatted(""),
                "\"about\": {\"id\": \"mug\", \"gone\": true, \"product\": {\"id\": \"mug\"}}");

        assertThat(effects.get(0)).isInstanceOfSatisfying(Effect.Held.class, held -> {
            assertThat(held.reason()).isEqualTo(Reason.PRODUCT_GONE);
            assertThat(held.inputs()).containsEntry("about", "product");
        });
        assertThat(effects.get(1)).isInstanceOf(Effect.Send.class);
    }

    @Test
    void should_tell_the_template_of_the_product_as_it_is_now() {
        List<Effect> effects = effects(
                BACK_IN_STOCK.formatted(""),
                "\"about\": {\"id\": \"mug\", \"gone\": false, \"product\": {\"id\": \"mug\", \"name\": \"Mug\", \"price\": \"9.50\"}}");

        assertThat(snapshot(effects).at("/trigger/product/price").asText()).isEqualTo("9.50");
        assertThat(snapshot(effects).at("/trigger/properties/product_id").asText())
                .isEqualTo("mug");
    }

    @Test
    void should_send_what_is_about_a_product_that_the_catalogue_never_had() {
        List<Effect> effects = effects(BACK_IN_STOCK.formatted(""), "\"about\": {\"id\": \"mug\", \"gone\": false}");

        assertThat(snapshot(effects).path("trigger").has("product")).isFalse();
    }

    @Test
    void should_tell_the_template_of_the_nearest_store_where_it_is_known() {
        String store = "\"nearestStore\": {\"id\": \"graz\", \"distance\": 2.4}";

        assertThat(snapshot(effects(CART, store)).at("/store/id").asText()).isEqualTo("graz");
        assertThat(snapshot(effects(CART, "\"nearestStore\": null")).has("store"))
                .isFalse();
    }

    @Test
    void should_hold_back_a_cart_of_which_nothing_is_left() {
        assertThat(effects(CART, "\"cart\": {\"count\": 0, \"items\": [], \"gone\": [{\"productId\": \"mug\"}]}"))
                .first()
                .isInstanceOfSatisfying(
                        Effect.Held.class, held -> assertThat(held.inputs()).containsEntry("about", "cart"));
    }

    @Test
    void should_send_a_cart_of_which_something_is_left() {
        List<Effect> effects = effects(
                CART,
                "\"cart\": {\"count\": 1, \"items\": [{\"productId\": \"jug\"}], \"gone\": [{\"productId\": \"mug\"}]}");

        assertThat(snapshot(effects).at("/cart/items")).hasSize(1);
        assertThat(effects(CART, "\"cart\": {\"count\": 0, \"items\": []}").get(0))
                .isInstanceOf(Effect.Send.class);
    }

    @Test
    void should_hold_back_products_of_which_none_is_left_only_if_the_message_is_about_them() {
        String none = "\"products\": {\"last-viewed\": []}";

        assertThat(effects(VIEWED.formatted(", about: products"), none).get(0)).isInstanceOf(Effect.Held.class);
        assertThat(snapshot(effects(VIEWED.formatted(""), none)).path("products"))
                .isEmpty();
        assertThat(snapshot(effects(
                                VIEWED.formatted(", about: products"),
                                "\"products\": {\"last-viewed\": [{\"id\": \"mug\"}]}"))
                        .path("products"))
                .hasSize(1);
    }

    private static JsonNode snapshot(List<Effect> effects) {
        return ((Effect.Send) effects.get(0)).request().snapshot();
    }

    /** @param known what segment-service says beside the usual */
    private List<Effect> effects(String document, String known) {
        Reading reading = CampaignText.read("about", "name: About\n" + document);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        CampaignVersion version = new CampaignVersion(((Reading.Accepted) reading).campaign(), 1, CampaignState.ACTIVE);
        boolean onEvent = !version.events().isEmpty();
        ObjectNode properties = Json.object().put("product_id", "mug");
        SegmentTransition began = new SegmentTransition(
                "t1",
                onEvent ? Kind.OCCURRED : Kind.ENTERED,
                CustomerId.user("1"),
                "1",
                onEvent ? version.events().iterator().next().watchId() : "carts",
                1,
                T0,
                T0,
                Cause.EVENT,
                "e",
                1,
                List.of(),
                onEvent ? new Occurrence("back_in_stock", properties, null, null) : null);
        Enrolment.Live live = ((Start.Enrolled) journey.start(version, began, null, T0)).enrolment();
        return journey.walk(version, live, answer(known), OnRecord.NONE, T0).effects();
    }

    private static Knowledge answer(String known) {
        try {
            return CustomerAnswer.read(Json.mapper()
                    .readTree(
                            """
                            {"id": "user:1", "asOf": "2026-03-02T10:00:00Z", "version": 1, "traits": {"email": "jo@shop.example"},
                             "consent": {"email": {"status": "subscribed"}}, %s}
                            """
                                    .formatted(known)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
