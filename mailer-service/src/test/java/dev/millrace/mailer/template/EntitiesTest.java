package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "nothing to do, nothing to do",
                "https://shop.test/?a=1&amp;b=2&amp;c=3, https://shop.test/?a=1&b=2&c=3",
                "&lt;b&gt;, <b>",
                "&#39;&#x27;&#X27;, '''",
                "&#8364;&euro;, €€",
                "&#10;a, ` a`",
                "&#9999999;a, ` a`",
                "a&b=1&c;d, a&b=1&c;d",
                "&unknown;&AMP;, &unknown;&AMP;",
                "&#12345678;&#xfffffff;&#;&;, &#12345678;&#xfffffff;&#;&;",
                "&amp&lt;, &amp<",
                "&&amp;&, &&&",
                "&amp, &amp",
            })
    void shouldReadWhatItKnowsAndLeaveTheRest(String text, String decoded) {
        assertThat(Entities.decode(text)).isEqualTo(decoded);
    }
}
