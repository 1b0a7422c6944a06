package dev.millrace.segment.rule;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.rule.NameSightings.Change;
import dev.millrace.segment.rule.NameSightings.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameSightingsTest {

    private final Map<String, Sighting> stored = new HashMap<>();
    private NameSightings names = new NameSightings(Map.of());

    @Test
    void shouldLearnEachNameOnceAndNoneThatIsKnown() {
        ObjectNode properties = Json.object().put("total", "9").put("fee", 2).put("gift wrap", true);
        properties.putObject("deposit").put("amount", 5).putObject("deeper").put("still", 1);
        properties.putArray("products").addObject().put("size", "M").put("price", 3);
        ShopEvent event = Events.track("e1", "Trial Started", T0, properties);

        assertThat(names.learn("trial_started", event, T0))
                .extracting(Change::key)
                .containsExactlyInAnyOrder(
                        "event/trial_started",
                        "property/fee",
                        "property/gift wrap",
                        "property/deposit.amount",
                        "line/items.size");
        assertThat(names.learn("trial_started", event, T0)).isEmpty();
    }

    @Test
    void shouldLearnTraits() {
        ObjectNode traits = Json.object().put("shoe_size", 40).put("email", "anna@example.org");
        ShopEvent told = Events.identify("e1", T0, traits, ShopEvent.Trust.SERVER);

        assertThat(names.learn("identify", told, T0))
                .extracting(Change::key)
                .contains("trait/shoe_size")
                .noneMatch(it -> it.contains("email"));
    }

    @Test
    void shouldNotKeepNamesThatMayBeAboutSomebodyOrAreNone() {
        ObjectNode properties = Json.object()
                .put("anna@example.org", true)
                .put("+49170123456", 1)
                .put("", 1)
                .put("x".repeat(65), 1)
                .put("a/b", 1);
        properties.putObject("4711").put("visits", 2);

        assertThat(names.learn("page_viewed", Events.track("e1", "Page Viewed", T0, properties), T0))
                .isEmpty();
    }

    @Test
    void shouldStopLearningWhereTheBoundIs() {
        ObjectNode many = madeUp("p", NameSightings.MOST + 10);

        say(many, ShopEvent.Trust.SERVER, T0);

        assertThat(stored).hasSize(NameSightings.MOST);
        assertThat(say(many, ShopEvent.Trust.SERVER, T0)).isZero();
        restart();
        assertThat(say(many, ShopEvent.Trust.SERVER, T0)).isZero();
    }

    @Test
    void shouldLeaveRoomForTheShopWhateverBrowsersMakeUp() {
        assertThat(say(madeUp("junk", 5_000), ShopEvent.Trust.BROWSER, T0)).isEqualTo(NameSightings.MOST_OF_BROWSERS);
        assertThat(say(madeUp("more", 1), ShopEvent.Trust.BROWSER, T0)).isZero();
        restart();
        assertThat(say(madeUp("more", 1), ShopEvent.Trust.BROWSER, T0)).isZero();

        assertThat(say(madeUp("fee", 1_000), ShopEvent.Trust.SERVER, T0)).isEqualTo(1_000);
    }

    @Test
    void shouldGiveABrowserRoomForANameThatTheShopHasSaidToo() {
        say(madeUp("p", NameSightings.MOST_OF_BROWSERS), ShopEvent.Trust.BROWSER, T0);

        assertThat(say(madeUp("p", 1), ShopEvent.Trust.SERVER, T0)).isEqualTo(1);
        restart();

        assertThat(say(madeUp("more", 2), ShopEvent.Trust.BROWSER, T0)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatHasNotBeenSaidForLong() {
        say(madeUp("junk", NameSightings.MOST_OF_BROWSERS), ShopEvent.Trust.BROWSER, T0);
        say(madeUp("fee", 1), ShopEvent.Trust.SERVER, T0);
        Instant later = T0.plus(Duration.ofDays(NameSightings.DAYS_KEPT));
        say(madeUp("fee", 1), ShopEvent.Trust.BROWSER, later);
        restart();

        say(madeUp("tip", 1), ShopEvent.Trust.BROWSER, later.plus(Duration.ofDays(1)));

        assertThat(stored).containsOnlyKeys("trait/fee0", "trait/tip0");
        assertThat(stored.get("trait/fee0").vouched()).isTrue();
    }

    @Test
    void shouldStoreANameOnceADayThatItIsSaid() {
        say(madeUp("fee", 1), ShopEvent.Trust.SERVER, T0);

        assertThat(say(madeUp("fee", 1), ShopEvent.Trust.SERVER, T0.plusSeconds(60)))
                .isZero();
        assertThat(say(madeUp("fee", 1), ShopEvent.Trust.SERVER, T0.plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(say(madeUp("fee", 1), ShopEvent.Trust.SERVER, T0)).isZero();
    }

    /** How many changes are to be stored. */
    private int say(ObjectNode traits, ShopEvent.Trust trust, Instant at) {
        List<Change> changes = names.learn("page_viewed", Events.identify("e1", T0, traits, trust), at);
        changes.forEach(change -> {
            Sighting seen = change.sighting();
            if (seen == null) {
                stored.remove(change.key());
            } else {
                stored.put(change.key(), seen);
            }
        });
        return changes.size();
    }

    private static ObjectNode madeUp(String word, int count) {
        ObjectNode many = Json.object();
        for (int i = 0; i < count; i++) {
            many.put(word + i, i);
        }
        return many;
    }

    private void restart() {
        names = new NameSightings(stored);
    }
}
