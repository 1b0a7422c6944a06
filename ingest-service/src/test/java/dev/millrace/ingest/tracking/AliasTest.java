package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.Reading.Accepted;
import dev.millrace.ingest.tracking.Reading.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId ADDRESS = Requests.IDENTITY.mail("anna@shop.example");

    private final Requests requests = new Requests();

    @Test
    void shouldLeadAnAnonymousIdToTheUser() {
        ShopEvent event = alias("{'userId':'anna','previousId':'a-1','anonymousId':'a-1'}");

        assertThat(event.kind()).isEqualTo(ShopEvent.Kind.ALIAS);
        assertThat(event.name()).isEqualTo(ShopEvent.ALIAS);
        assertThat(event.customer()).isEqualTo(ANNA);
        assertThat(event.alsoKnownAs()).containsExactly(CustomerId.anonymous("a-1"));
        assertThat(event.properties()).isEmpty();
    }

    @Test
    void shouldLeadAnAddressToTheUser() {
        assertThat(alias("{'userId':'anna','previousId':'Anna@shop.example','anonymousId':'a-1'}")
                        .alsoKnownAs())
                .containsExactly(ADDRESS, CustomerId.anonymous("a-1"));
    }

    @Test
    void shouldTakeAnUnknownIdOfAServerForEitherKind() {
        assertThat(byServer("{'userId':'anna','previousId':'card-17'}").alsoKnownAs())
                .containsExactly(CustomerId.user("card-17"), CustomerId.anonymous("card-17"));
    }

    @Test
    void shouldNotLetABrowserGiveAUserAway() {
        assertThat(alias("{'userId':'mallory','previousId':'anna'}").alsoKnownAs())
                .containsExactly(CustomerId.anonymous("anna"));
    }

    @Test
    void shouldNotGiveAUserUpForAnAddress() {
        ShopEvent event = byServer("{'userId':'anna@shop.example','previousId':'anna'}");

        assertThat(event.customer()).isEqualTo(ADDRESS);
        assertThat(event.alsoKnownAs()).containsExactly(CustomerId.anonymous("anna"));
    }

    @Test
    void shouldKeepAnAliasOfItselfHarmless() {
        assertThat(byServer("{'userId':'anna','previousId':'anna'}").alsoKnownAs())
                .containsExactly(CustomerId.anonymous("anna"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            {"userId":"anna"}; BAD_ID
            {"userId":"anna","previousId":" "}; BAD_ID
            {"userId":"anna","previousId":{}}; BAD_ID
            {"previousId":"a-1"}; NO_IDENTIFIER
            {"previousId":"a-1","anonymousId":"a-2"}; NO_IDENTIFIER
            """)
    void shouldRefuseAnAliasThatNamesOne(String call, Reason reason) {
        assertThat(requests.refused(CallType.ALIAS, call).reason()).isEqualTo(reason);
    }

    private ShopEvent alias(String call) {
        return requests.accepted(CallType.ALIAS, call.replace('\'', '"'));
    }

    private ShopEvent byServer(String call) {
        Origin backend = new Origin("backend", ShopEvent.Trust.SERVER, false, Requests.T0);
        String typed = call.replace("{'userId'", "{'type':'alias','userId'").replace('\'', '"');
        List<Reading> readings = requests.batch("{\"batch\":[" + typed + "]}", backend);
        return ((Accepted) readings.get(0)).event();
    }
}
