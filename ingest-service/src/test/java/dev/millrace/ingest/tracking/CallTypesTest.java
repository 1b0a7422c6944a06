package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ShopEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTypesTest {

    private final Requests requests = new Requests();

    @Test
    void shouldTakeAScreenForThePageOfAnApp() {
        ShopEvent screen = requests.accepted(
                CallType.SCREEN, "{\"anonymousId\":\"a\",\"name\":\"Cart\",\"properties\":{\"tab\":2}}");

        assertThat(screen.kind()).isEqualTo(ShopEvent.Kind.PAGE);
        assertThat(screen.name()).isEqualTo("Page Viewed");
        assertThat(screen.properties()).hasToString("{\"tab\":2,\"name\":\"Cart\"}");
        assertThat(screen.context().path("screen").asBoolean()).isTrue();
    }

    @Test
    void shouldKeepTheTraitsOfAGroupAsAnEventOfTheProfile() {
        Reading reading = requests.call(
                CallType.GROUP,
                """
                {"userId":"anna","groupId":7,"traits":{"plan":"pro","email":"office@acme.example"},
                 "context":{"traits":{"firstName":"Anna"}}}""");

        assertThat(reading).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> {
            ShopEvent event = accepted.event();
            assertThat(accepted.topic()).isEqualTo(EventTopic.PROFILE);
            assertThat(event.kind()).isEqualTo(ShopEvent.Kind.TRACK);
            assertThat(event.name()).isEqualTo("Group");
            assertThat(event.properties())
                    .hasToString("{\"plan\":\"pro\",\"email\":\"office@acme.example\",\"group_id\":\"7\"}");
            assertThat(event.traits()).hasToString("{\"firstName\":\"Anna\"}");
            assertThat(event.customer().value()).isEqualTo("user:anna");
            assertThat(event.alsoKnownAs()).isEmpty();
        });
    }

    @Test
    void shouldRefuseAGroupWithoutId() {
        assertThat(requests.refused(CallType.GROUP, "{\"userId\":\"anna\"}").reason())
                .isEqualTo(Reading.Reason.BAD_ID);
    }

    @ParameterizedTest
    @EnumSource(CallType.class)
    void shouldTakeEachTypeInABatch(CallType type) {
        String call = "{\"type\":\"%s\",\"event\":\"e\",\"userId\":\"u\",\"previousId\":\"p\",\"groupId\":\"g\"}"
                .formatted(type.type());

        assertThat(requests.batch("{\"batch\":[" + call + "]}", Requests.BROWSER))
                .singleElement()
                .isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void shouldNameInARefusalWhatThereIs() {
        List<Reading> readings = requests.batch("{\"batch\":[{\"type\":\"order\"}]}", Requests.BROWSER);

        assertThat(readings).singleElement().isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(
                        refused.message())
                .contains("track, page, screen, identify, alias, group"));
    }

    @Test
    void shouldCleanTextThatCouldNotBeStored() {
        ShopEvent event = requests.accepted(
                CallType.TRACK,
                """
                {"userId":"u","event":"e","properties":{"a":"x\\ud800y","b":["\\u0000"],"c":{"\\u0000":"ok \\ud83d\\ude00"}},
                 "context":{"locale":"\\udc00"}}""");

        assertThat(event.properties())
                .hasToString("{\"a\":\"x\uFFFDy\",\"b\":[\"\uFFFD\"],\"c\":{\"\uFFFD\":\"ok \uD83D\uDE00\"}}");
        assertThat(event.context()).hasToString("{\"locale\":\"\uFFFD\"}");
    }

    @Test
    void shouldRefuseWhatIsTooDeepByItsPlaceAndTakeTheRest() {
        String deep = "[".repeat(200) + "]".repeat(200);
        List<Reading> readings = requests.batch(
                "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":%s}},{\"type\":\"page\",\"userId\":\"u\"}]}"
                        .formatted(deep),
                Requests.BROWSER);

        assertThat(readings.get(0))
                .isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reading.Reason.TOO_DEEP));
        assertThat(readings.get(1)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void shouldLetTheLastOfTwoFieldsOfOneNameCount() {
        ShopEvent event =
                requests.accepted(CallType.TRACK, "{\"userId\":\"first\",\"event\":\"e\",\"userId\":\"last\"}");

        assertThat(event.userId()).isEqualTo("last");
    }
}
