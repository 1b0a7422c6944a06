package dev.millrace.ingest.tracking;

import static dev.millrace.ingest.tracking.Requests.BROWSER;
import static dev.millrace.ingest.tracking.Requests.HISTORY;
import static dev.millrace.ingest.tracking.Requests.IDENTITY;
import static dev.millrace.ingest.tracking.Requests.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.Reading.Accepted;
import dev.millrace.ingest.tracking.Reading.Reason;
import dev.millrace.ingest.tracking.Reading.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private final Requests requests = new Requests();

    @Test
    void shouldReadATrackCall() {
        ShopEvent event = requests.accepted(
                CallType.TRACK,
                """
                {"messageId":"m-1","userId":"anna","anonymousId":"a-1","event":"Product Viewed",
                 "timestamp":"2026-03-01T09:59:00Z","properties":{"product_id":"p-1","price":29.90,"colour":"rot"},
                 "context":{"locale":"de-AT","traits":{"firstName":"Žofia","email":"anna@shop.example"}}}""");

        assertThat(event.id()).isEqualTo("m-1");
        assertThat(event.kind()).isEqualTo(ShopEvent.Kind.TRACK);
        assertThat(event.name()).isEqualTo("Product Viewed");
        assertThat(event.customer()).isEqualTo(CustomerId.user("anna"));
        assertThat(event.alsoKnownAs())
                .containsExactly(Requests.IDENTITY.mail("anna@shop.example"), CustomerId.anonymous("a-1"));
        assertThat(event.userId()).isEqualTo("anna");
        assertThat(event.anonymousId()).isEqualTo("a-1");
        assertThat(event.timestamp()).isEqualTo(T0.minusSeconds(60));
        assertThat(event.receivedAt()).isEqualTo(T0);
        assertThat(event.source()).isEqualTo("storefront");
        assertThat(event.trust()).isEqualTo(ShopEvent.Trust.BROWSER);
        assertThat(event.historical()).isFalse();
        assertThat(event.properties()).hasToString("{\"product_id\":\"p-1\",\"price\":\"29.90\",\"colour\":\"rot\"}");
        assertThat(event.traits()).hasToString("{\"firstName\":\"Žofia\",\"email\":\"anna@shop.example\"}");
        assertThat(event.context()).hasToString("{\"locale\":\"de-AT\"}");
    }

    /** What is refused is kept as it was sent, and what stands for a whole batch serves all its events. */
    @Test
    void shouldChangeNothingOfWhatWasSent() {
        String sent =
                """
                {"context":{"traits":{"email":" anna@shop.example ","consent":{"email":"Subscribed"}},"locale":"de"},"batch":[
                 {"type":"track","event":"Order Completed","userId":1,"properties":{"total":7,"currency":"eur",
                  "products":[{"price":1.50,"quantity":"2"},{"price":"","quantity":null}]}},
                 {"type":"track","event":"Order Completed","userId":1,"properties":{"products":[{"price":1.5},{"price":"x"}]}},
                 {"type":"track","event":"Consent Updated","userId":1,"properties":{"channel":"EMAIL","status":"Pending"}},
                 {"type":"screen","name":"Home","userId":1,"timestamp":"2031-01-01T00:00:00Z","context":{"a":{"b":1}}},
                 {"type":"group","groupId":"g","userId":1,"traits":{"size":3}},
                 {"type":"identify","userId":"bert@shop.example","traits":{"email":"","consent":{"sms":"PENDING"}}}]}""";
        Calls calls =
                ((Body.Read) new BodyReader(Limits.SEGMENT).readBatch(sent.getBytes(StandardCharsets.UTF_8))).calls();
        List<JsonNode> before = Stream.concat(
                        Stream.of(calls.context()), calls.calls().stream().map(Calls.Call::json))
                .<JsonNode>map(JsonNode::deepCopy)
                .toList();

        List<Reading> readings = new EventReader(IDENTITY, Limits.SEGMENT, () -> "new").readTyped(calls, BROWSER);

        assertThat(Reading.ofType(readings, Refused.class)).hasSize(1);
        assertThat(calls.context()).isEqualTo(before.get(0));
        assertThat(calls.calls().stream().map(Calls.Call::json)).isEqualTo(before.subList(1, before.size()));
    }

    @Test
    void shouldReadAPageCall() {
        ShopEvent event = requests.accepted(
                CallType.PAGE, "{\"anonymousId\":\"a-1\",\"name\":\"Home\",\"properties\":{\"path\":\"/\"}}");

        assertThat(event.name()).isEqualTo(ShopEvent.PAGE_VIEWED);
        assertThat(event.kind()).isEqualTo(ShopEvent.Kind.PAGE);
        assertThat(event.customer()).isEqualTo(CustomerId.anonymous("a-1"));
        assertThat(event.properties()).hasToString("{\"path\":\"/\",\"name\":\"Home\"}");
    }

    @Test
    void shouldReadAnIdentifyCall() {
        Accepted accepted = (Accepted)
                requests.call(
                        CallType.IDENTIFY,
                        """
                {"userId":"anna","traits":{"email":" Anna@shop.example ","consent":{"email":"subscribed"}},
                 "context":{"traits":{"email":"old@shop.example","plan":"gold"}},"properties":{"not":"kept"}}""");

        assertThat(accepted.topic()).isEqualTo(EventTopic.PROFILE);
        assertThat(accepted.event().name()).isEqualTo(ShopEvent.IDENTIFY);
        assertThat(accepted.event().traits())
                .hasToString(
                        "{\"email\":\"Anna@shop.example\",\"plan\":\"gold\",\"consent\":{\"email\":\"subscribed\"}}");
        assertThat(accepted.event().properties()).isEmpty();
    }

    @Test
    void shouldGiveIdenticalRetriesTheSameEvent() {
        String call = "{\"messageId\":\"m-1\",\"userId\":\"anna\",\"event\":\"Cart Viewed\"}";

        assertThat(requests.accepted(CallType.TRACK, call)).isEqualTo(requests.accepted(CallType.TRACK, call));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"messageId\":null,", "\"messageId\":\"\","})
    void shouldGiveAnIdToAnEventThatHasNone(String id) {
        String call = "{" + id + "\"userId\":\"anna\",\"event\":\"Cart Viewed\"}";

        assertThat(requests.accepted(CallType.TRACK, call).id()).isEqualTo("generated-1");
        assertThat(requests.accepted(CallType.TRACK, call).id()).isEqualTo("generated-2");
    }

    @Test
    void shouldTakeNumbersAsIdsAndNullOrEmptyTextAsAbsent() {
        ShopEvent event = requests.accepted(
                CallType.TRACK,
                "{\"messageId\":7,\"userId\":12345678901234567890,\"anonymousId\":\"\",\"event\":\"Cart Viewed\"}");

        assertThat(event.id()).isEqualTo("7");
        assertThat(event.userId()).isEqualTo("12345678901234567890");
        assertThat(event.anonymousId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"undefined\"",
                "\"null\"",
                "\"NaN\"",
                "\"None\"",
                "\"[object Object]\"",
                "\"0\"",
                "0",
                "\"guest\"",
                "\"Anonymous\""
            })
    void shouldNotMakeOneCustomerOfAllForWhomAProgramHasNoId(String userId) {
        Accepted accepted = (Accepted) requests.call(
                CallType.TRACK, "{\"userId\":" + userId + ",\"anonymousId\":\"a-1\",\"event\":\"Cart Viewed\"}");

        assertThat(accepted.event().customer()).isEqualTo(CustomerId.anonymous("a-1"));
        assertThat(accepted.event().userId()).isNull();
        assertThat(accepted.notes()).containsExactly(Reading.Note.ID_DROPPED);
        assertThat(requests.refused(CallType.TRACK, "{\"userId\":" + userId + ",\"event\":\"Cart Viewed\"}")
                        .reason())
                .isEqualTo(Reason.NO_IDENTIFIER);
    }

    @Test
    void shouldNotTakeAPlaceholderForAnAnonymousIdOrAMessageId() {
        ShopEvent event = requests.accepted(
                CallType.TRACK,
                "{\"messageId\":\"undefined\",\"userId\":\"anna\",\"anonymousId\":\"null\",\"event\":\"Cart Viewed\"}");

        assertThat(event.id()).isEqualTo("generated-1");
        assertThat(event.alsoKnownAs()).isEmpty();
    }

    @Test
    void shouldTakeAnEmptyListForAnEmptyObject() {
        ShopEvent event = requests.accepted(
                CallType.TRACK,
                "{\"userId\":\"anna\",\"event\":\"Cart Viewed\",\"properties\":[],\"context\":{\"traits\":[]}}");

        assertThat(event.properties()).isEmpty();
        assertThat(event.traits()).isEmpty();
    }

    @Test
    void shouldReadAPermissionInTheTraitsAsItReadsOneThatIsTold() {
        ShopEvent event = requests.accepted(
                CallType.IDENTIFY,
                "{\"userId\":\"anna\",\"traits\":{\"consent\":{\"email\":\" Unsubscribed\",\"sms\":null,\"fax\":\"x\"}}}");

        assertThat(event.traits().path("consent"))
                .hasToString("{\"email\":\"unsubscribed\",\"sms\":null,\"fax\":\"x\"}");
        assertThat(requests.refused(
                                CallType.IDENTIFY, "{\"userId\":\"anna\",\"traits\":{\"consent\":{\"email\":\"off\"}}}")
                        .reason())
                .isEqualTo(Reason.BAD_CONSENT);
    }

    @Test
    void shouldTakeAUserIdThatIsAnAddressForTheAddress() {
        ShopEvent event =
                requests.accepted(CallType.TRACK, "{\"userId\":\"Anna@Shop.example\",\"event\":\"Cart Viewed\"}");

        assertThat(event.customer()).isEqualTo(IDENTITY.mail("anna@shop.example"));
        assertThat(event.userId()).isNull();
        assertThat(event.traits().path("email").asText()).isEqualTo("Anna@Shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"n/a\"", "\"a@b@c\"", "42", "\"anna@shop.example\\r\\nBcc: x\"", "[\"anna@shop.example\"]"})
    void shouldDropAnEmailThatIsNoAddressAndKeepTheEvent(String email) {
        String call = "{\"userId\":\"anna\",\"traits\":{\"email\":" + email + ",\"plan\":\"gold\"}}";
        Accepted accepted = (Accepted) requests.call(CallType.IDENTIFY, call);

        assertThat(accepted.event().traits()).hasToString("{\"plan\":\"gold\"}");
        assertThat(accepted.notes()).containsExactly(Reading.Note.EMAIL_DROPPED);
    }

    @Test
    void shouldNotNameAnybodyByAnEmailThatIsNoAddress() {
        assertThat(requests.refused(CallType.IDENTIFY, "{\"traits\":{\"email\":\"n/a\"}}")
                        .reason())
                .isEqualTo(Reason.NO_IDENTIFIER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            NO_NAME;       {"userId":"anna"}
            NO_NAME;       {"userId":"anna","event":""}
            NO_NAME;       {"userId":"anna","event":42}
            NO_IDENTIFIER; {"event":"Cart Viewed"}
            NO_IDENTIFIER; {"event":"Cart Viewed","userId":null,"anonymousId":"  "}
            BAD_ID;        {"event":"Cart Viewed","userId":{"id":1}}
            BAD_ID;        {"event":"Cart Viewed","userId":1.5}
            BAD_ID;        {"event":"Cart Viewed","userId":"a\\u0000b"}
            BAD_ID;        {"event":"Cart Viewed","userId":"a\\ud800"}
            BAD_ID;        {"event":"Cart Viewed","userId":"a\\tb"}
            BAD_ID;        {"event":"Cart Viewed","userId":true}
            BAD_TIME;      {"event":"Cart Viewed","userId":"anna","timestamp":"0001-01-01"}
            BAD_TIME;      {"event":"Cart Viewed","userId":"anna","timestamp":"1999-01-01","sentAt":"9999-01-01"}
            TOO_DEEP;      {"event":"Cart Viewed","userId":"anna","properties":{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}}
            BAD_TIME;      {"event":"Cart Viewed","userId":"anna","timestamp":"yesterday"}
            BAD_TIME;      {"event":"Cart Viewed","userId":"anna","timestamp":1772359200}
            WRONG_TYPE;    {"event":"Cart Viewed","userId":"anna","properties":[1]}
            WRONG_TYPE;    {"event":"Cart Viewed","userId":"anna","context":"x"}
            WRONG_TYPE;    {"event":"Cart Viewed","userId":"anna","properties":{"products":"two"}}
            WRONG_TYPE;    {"event":"Cart Viewed","userId":"anna","properties":{"products":["p-1"]}}
            BAD_AMOUNT;    {"event":"Order Completed","userId":"anna","properties":{"total":"59,80"}}
            BAD_CONSENT;   {"event":"Consent Updated","userId":"anna","properties":{"channel":"email"}}
            BAD_CONSENT;   {"event":"Consent Updated","userId":"anna","properties":{"channel":"fax","status":"pending"}}
            """)
    void shouldRefuseWithAReason(Reason reason, String call) {
        Refused refused = requests.refused(CallType.TRACK, call);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).contains("expected");
    }

    @ParameterizedTest
    @CsvSource({"userId,200", "anonymousId,200", "messageId,100"})
    void shouldBoundTheLengthOfIds(String field, int longest) {
        String call = "{\"event\":\"Cart Viewed\",\"traits\":{},\"%s\":\"%s\",\"%s\":\"b\"}";
        String other = field.equals("userId") ? "anonymousId" : "userId";

        requests.accepted(CallType.TRACK, call.formatted(field, "x".repeat(longest), other));
        assertThat(requests.refused(CallType.TRACK, call.formatted(field, "x".repeat(longest + 1), other))
                        .reason())
                .isEqualTo(Reason.BAD_ID);
    }

    @Test
    void shouldRefuseABadEventByItsPlaceAndKeepTheRest() {
        List<Reading> readings = requests.batch(
                """
                {"batch":[{"type":"track","userId":"anna","event":"Order Completed","properties":{"total":"x"}},
                          {"type":"track","userId":"anna","event":"Order Completed","properties":{"total":"1"}},
                          {"type":"alias","userId":"anna"}, 42, null,
                          {"type":"page","userId":"anna"}, {"type":"identify","userId":"anna"}]}""",
                BROWSER);

        assertThat(readings)
                .filteredOn(Refused.class::isInstance)
                .extracting(reading -> ((Refused) reading).index())
                .containsExactly(0, 2, 3, 4);
        assertThat(readings)
                .filteredOn(Accepted.class::isInstance)
                .extracting(reading -> ((Accepted) reading).topic())
                .containsExactly(EventTopic.ORDER, EventTopic.SITE, EventTopic.PROFILE);
    }

    @Test
    void shouldMergeTheContextOfABatchBelowThatOfItsEvents() {
        List<Reading> readings = requests.batch(
                """
                {"batch":[{"type":"page","userId":"anna","context":{"page":{"path":"/a"},"locale":"de"}}],
                 "context":{"locale":"en","page":{"path":"/","title":"T"},"traits":{"plan":"gold"}}}""",
                BROWSER);

        ShopEvent event = ((Accepted) readings.get(0)).event();
        assertThat(event.context()).hasToString("{\"locale\":\"de\",\"page\":{\"path\":\"/a\",\"title\":\"T\"}}");
        assertThat(event.traits()).hasToString("{\"plan\":\"gold\"}");
    }

    @Test
    void shouldMarkHistoryForGoodAndTakeItsTimesAsSent() {
        List<Reading> readings = requests.batch(
                """
                {"batch":[{"type":"track","userId":"anna","event":"Completed Order","timestamp":"1997-01-01T00:00:00Z"}],
                 "sentAt":"2026-03-01T08:00:00Z"}""",
                HISTORY);

        ShopEvent event = ((Accepted) readings.get(0)).event();
        assertThat(event.historical()).isTrue();
        assertThat(event.trust()).isEqualTo(ShopEvent.Trust.SERVER);
        assertThat(event.name()).isEqualTo("Order Completed");
        assertThat(event.timestamp()).isEqualTo("1997-01-01T00:00:00Z");
    }

    @Test
    void shouldRefuseAnEventOfABatchThatIsTooBig() {
        String big = "x".repeat(Limits.SEGMENT.eventBytes());
        List<Reading> readings = requests.batch(
                "{\"batch\":[{\"type\":\"page\",\"userId\":\"anna\",\"properties\":{\"a\":\"%s\"}},{\"type\":\"page\",\"userId\":\"anna\"}]}"
                        .formatted(big),
                BROWSER);

        assertThat(((Refused) readings.get(0)).reason()).isEqualTo(Reason.TOO_BIG);
        assertThat(readings.get(1)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldCountTheContextOfABatchAsPartOfEachEvent() {
        int half = Limits.SEGMENT.eventBytes() / 2;
        List<Reading> readings = requests.batch(
                "{\"batch\":[{\"type\":\"page\",\"userId\":\"anna\",\"properties\":{\"a\":\"%s\"}},{\"type\":\"page\",\"userId\":\"anna\"}],\"context\":{\"b\":\"%s\"}}"
                        .formatted("x".repeat(half), "y".repeat(half)),
                BROWSER);

        assertThat(((Refused) readings.get(0)).reason()).isEqualTo(Reason.TOO_BIG);
        assertThat(readings.get(1)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldRefuseOnlyTheEventWhoseReadingFailsUnforeseen() {
        EventReader failing = new EventReader(IDENTITY, Limits.SEGMENT, () -> {
            throw new IllegalStateException("anna@shop.example");
        });
        String body =
                "{\"batch\":[{\"type\":\"page\",\"userId\":\"anna\"},{\"type\":\"page\",\"userId\":\"anna\",\"messageId\":\"m-1\"}]}";
        Body.Read read = (Body.Read) new BodyReader(Limits.SEGMENT).readBatch(body.getBytes(StandardCharsets.UTF_8));

        List<Reading> readings = failing.readTyped(read.calls(), BROWSER);

        Refused refused = (Refused) readings.get(0);
        assertThat(refused.index()).isZero();
        assertThat(refused.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(refused.message()).contains("expected").doesNotContain("anna");
        assertThat(readings.get(1)).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldNotRepeatIdsOrAddressesInARefusal() {
        Refused refused = requests.refused(
                CallType.TRACK,
                "{\"userId\":\"secret-id\",\"event\":\"Order Completed\",\"properties\":{\"total\":\"anna@shop.example\"}}");

        assertThat(refused.message()).doesNotContain("secret-id", "anna@shop.example");
    }
}
