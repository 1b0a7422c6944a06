package dev.millrace.mailer.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfferTest {

    private static final Offer OFFER = new Offer(
            List.of("email", "sms"),
            topics("shoes", "sale"),
            List.of(Frequency.ANY, Frequency.WEEKLY),
            Map.of("de", Map.of("sale", "Angebote")));
    private static final Choices SHOWN = new Choices(Map.of("email", true), Set.of("shoes", "sale"), Optional.empty());

    @Test
    void whatIsLeftAsItStandsSaysNothing() {
        Choices same = OFFER.read(Map.of("channel.email", List.of("yes"), "topic", List.of("shoes", "sale")));
        assertThat(OFFER.statements(SHOWN, same, "Alder & Oak", Wording.english()))
                .isEmpty();
    }

    @Test
    void eachChangeIsAStatementWithItsWords() {
        Choices chosen = OFFER.read(
                Map.of("channel.email", List.of("no"), "channel.sms", List.of("yes"), "topic", List.of("shoes")));
        assertThat(OFFER.statements(SHOWN, chosen, "Alder & Oak", Wording.english()))
                .containsExactly(
                        new Statement(
                                "email",
                                "marketing",
                                false,
                                "Offers and news from Alder & Oak by mail: No",
                                "preference-page",
                                null),
                        new Statement(
                                "sms",
                                "marketing",
                                true,
                                "Offers and news from Alder & Oak by text message: Yes",
                                "preference-page",
                                "consent"),
                        new Statement(
                                "email", "topic:sale", false, "Write to me about Sale: No", "preference-page", null));
    }

    @Test
    void theProofIsInTheLanguageOfThePage() {
        Choices chosen = OFFER.read(Map.of("channel.email", List.of("no")));
        assertThat(OFFER.statements(SHOWN, chosen, "Alder & Oak", Wording.of("de-AT", null)))
                .extracting(Statement::wording)
                .containsExactly(
                        "Angebote und Neues von Alder & Oak per Mail: Nein",
                        "Schreibt mir über Shoes: Nein",
                        "Schreibt mir über Angebote: Nein");
    }

    @Test
    void comingBackByALinkInAMailIsConfirmed() {
        Choices chosen = OFFER.read(Map.of("channel.email", List.of("yes"), "topic", List.of("shoes", "sale")));
        assertThat(OFFER.statements(SHOWN.withMail(false), chosen, "Alder & Oak", Wording.english()))
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.subscribed()).isTrue();
                    assertThat(said.basis()).isEqualTo("double-opt-in");
                });
    }

    @Test
    void whatIsNotOfferedIsNotHeard() {
        Choices chosen = OFFER.read(Map.of(
                "channel.push", List.of("yes"),
                "topic", List.of("secrets", "sale"),
                "frequency", List.of("monthly"),
                "channel.sms", List.of("perhaps")));
        assertThat(chosen).isEqualTo(new Choices(Map.of("sms", false), Set.of("sale"), Optional.empty()));
    }

    @Test
    void rulesReadTraits() {
        Choices chosen = new Choices(Map.of(), Set.of("sale"), Optional.of(Frequency.WEEKLY));
        assertThat(OFFER.traits(chosen)).hasToString("{\"email_topics\":[\"sale\"],\"email_frequency\":\"weekly\"}");
        assertThat(new Offer(List.of("email"), Map.of(), List.of(), Map.of())
                        .traits(new Choices(Map.of(), Set.of(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void whatCantBeKeptIsNotOffered() {
        assertThatThrownBy(() -> new Offer(List.of("pigeon"), Map.of(), List.of(), Map.of()))
                .hasMessageContaining("millrace.preferences.channels");
        assertThatThrownBy(() -> new Offer(List.of(), Map.of("Shoes & more", "Shoes"), List.of(), Map.of()))
                .hasMessageContaining("millrace.preferences.topics");
        Map<String, String> tooMany =
                IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> "topic-" + i, i -> "Topic"));
        assertThatThrownBy(() -> new Offer(List.of(), tooMany, List.of(), Map.of()))
                .hasMessageContaining("at most 9");
        assertThatThrownBy(() -> new Offer(List.of(), Map.of(), List.of(), Map.of("fr", Map.of("sale", "Soldes"))))
                .hasMessageContaining("some of [en, de, uk], not: [fr]");
    }

    private static Map<String, String> topics(String... ids) {
        Map<String, String> topics = new LinkedHashMap<>();
        for (String id : ids) {
            topics.put(id, id.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + id.substring(1));
        }
        return topics;
    }
}
