package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingest.storefront.Popup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorefrontConfigTest {

    private static final String LEAST =
            """
            millrace.storefront.popup.texts."en".title=Title
            millrace.storefront.popup.texts."en".body=Body
            millrace.storefront.popup.texts."en".wording=Write to me
            """;

    @Test
    void shouldNeedOnlyWhatAShopMustSayItself() {
        Popup popup = StorefrontPopups.read(LEAST);

        assertThat(popup.id()).isEqualTo("welcome");
        assertThat(popup.status()).isEqualTo("subscribed");
        assertThat(popup.rule().firstVisit()).isTrue();
        assertThat(popup.rule().exitIntent()).isTrue();
        assertThat(popup.rule().delaySeconds()).isNull();
        assertThat(popup.texts().get("en").button()).isEqualTo("Sign up");
    }

    @Test
    void shouldGiveEachWordingAVersion() {
        String version = StorefrontPopups.read(LEAST).texts().get("en").version();

        assertThat(StorefrontPopups.read(LEAST).texts().get("en").version()).isEqualTo(version);
        assertThat(StorefrontPopups.read(LEAST.replace("Write to me", "Write to me!"))
                        .texts()
                        .get("en")
                        .version())
                .isNotEqualTo(version);
        assertThat(StorefrontPopups.read(LEAST + "millrace.storefront.popup.texts.\"en\".version=7")
                        .texts()
                        .get("en")
                        .version())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            rule.exit-intent=false;                 never comes
            rule.scroll-percent=101;                0 to 100
            rule.delay=2d;                          a delay
            rule.again-after-days=-1;               again-after-days
            status=yes;                             subscribed or pending
            id=Welcome!;                            lower-case
            language=de;                            no texts for its language
            texts."en".privacy-url=/privacy;        go together
            """)
    void shouldRefuseWhatCannotBeMeant(String line, String reason) {
        assertThatThrownBy(() -> StorefrontPopups.read(LEAST + "millrace.storefront.popup." + line))
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "//elsewhere.example", "http://shop.example/privacy"})
    void shouldLeadNowhereElse(String address) {
        String texts = "millrace.storefront.popup.texts.\"en\".";
        assertThatThrownBy(() ->
                        StorefrontPopups.read(LEAST + texts + "privacy=Privacy\n" + texts + "privacy-url=" + address))
                .hasStackTraceContaining("privacy-url");
    }
}
