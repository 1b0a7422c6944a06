package dev.millrace.mailer.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {

    private static final String SHOP = "Alder & Oak";

    @ParameterizedTest(name = "a reader of {0} whose browser asks for {1}: {2}")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "de | en | de",
                "de-AT | - | de",
                "de_CH | - | de",
                "UK-ua | - | uk",
                "en-US | de | en",
                "- | de | de",
                "- | uk-UA,uk;q=0.9,en;q=0.8 | uk",
                "- | en;q=0.2, de;q=0.7 | de",
                "fr | uk | uk",
                "fr | fr-FR, nl | en",
                "- | * | en",
                "- | - | en",
                "'' | '' | en",
                "-- | -- | en",
                "de- | uk;q=9 | en",
                "- | de;q=0.5, *;q=0.1 | de",
                "<script> | ;;;q=x | en",
            })
    void readersComeBeforeBrowsersAndEnglishIsLast(String locale, String browser, String expected) {
        assertThat(Wording.of(locale, browser).language()).isEqualTo(expected);
    }

    @Test
    void aHeaderWithoutEndIsNotRead() {
        assertThat(Wording.of(null, "de, " + "x-a, ".repeat(2_000)).language()).isEqualTo("en");
    }

    /** A text that is missing would be found by a reader. */
    @Test
    void everyLanguageSaysEverything() {
        Map<String, String> english = Wording.english().texts(SHOP);
        for (String language : Wording.LANGUAGES) {
            Map<String, String> texts = Wording.of(language, null).texts(SHOP);
            assertThat(texts.keySet()).as(language).isEqualTo(english.keySet());
            texts.forEach((key, text) -> {
                assertThat(text).as(language + " " + key).isNotBlank().doesNotContain("{", "}", "\ufffd");
                assertThat(text.contains(SHOP))
                        .as(language + " " + key)
                        .isEqualTo(english.get(key).contains(SHOP));
                if (!language.equals("en")) {
                    assertThat(text).as(language + " " + key).isNotEqualTo(english.get(key));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void howOftenHasWords(Frequency frequency) {
        assertThat(Wording.english().text("frequency_" + frequency.name().toLowerCase(Locale.ROOT), SHOP))
                .isNotBlank();
    }

    @Test
    void aTextThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> Wording.english().text("nothing", SHOP)).hasMessageContaining("nothing");
    }
}
