package dev.millrace.mailer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    private static final String BASE = "https://mail.shop.test";
    private static final LinkKey KEY = new LinkKey("a secret of tests, long enough");
    private static final Links LINKS = new Links(KEY, URI.create(BASE + "/"));

    @Test
    void aLinkSaysWhatWasSigned() {
        String target = "https://www.shop.test/p?q=\u0142\n/x";
        assertThat(LINKS.readClick(token(LINKS.click("m-1", target)))).contains(new Links.Click("m-1", target));
        assertThat(LINKS.readOpen(token(LINKS.open("m-1")))).contains("m-1");
        assertThat(LINKS.readPage(Page.UNSUBSCRIBE, token(LINKS.page(Page.UNSUBSCRIBE, "m-1"))))
                .contains("m-1");
    }

    @Test
    void aTokenIsGoodForOnePurposeOnly() {
        String open = token(LINKS.open("m-1"));
        assertThat(LINKS.readPage(Page.UNSUBSCRIBE, open)).isEmpty();
        assertThat(LINKS.readClick(open)).isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyIsWorthNothing() {
        Links others = new Links(new LinkKey("another secret, also long"), URI.create(BASE));
        assertThat(LINKS.readClick(token(others.click("m-1", "https://evil.test/"))))
                .isEmpty();
    }

    @Test
    void noChangedByteGoesUnnoticed() {
        byte[] token = Base64.getUrlDecoder().decode(token(LINKS.click("m-1", "https://www.shop.test/")));
        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            assertThat(LINKS.readClick(Base64.getUrlEncoder().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "AAAA", "bm90IGEgdG9rZW4gYXQgYWxsLCBvbmx5IHRleHQ"})
    void rubbishIsNoToken(String token) {
        assertThat(LINKS.readOpen(token)).isEmpty();
        assertThat(LINKS.readClick(token)).isEmpty();
        assertThat(LINKS.readPage(Page.UNSUBSCRIBE, "x".repeat(10_000))).isEmpty();
    }

    @Test
    void anAddressIsNamedByHashWhateverItsSpelling() {
        assertThat(KEY.addressHash(" Ana@Example.test"))
                .isEqualTo(KEY.addressHash("ana@example.test"))
                .doesNotContain("ana")
                .hasSize(32)
                .isNotEqualTo(new LinkKey("another secret, also long").addressHash("ana@example.test"));
        assertThat(new String(
                        Base64.getUrlDecoder().decode(token(LINKS.page(Page.UNSUBSCRIBE, "m-1"))),
                        StandardCharsets.ISO_8859_1))
                .doesNotContain("@");
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new LinkKey("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("millrace.links.key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://s.test/p,             https://s.test/p?utm_source=millrace&utm_medium=email&utm_campaign=c+1&utm_content=t",
        "https://s.test/p?a=1,         https://s.test/p?a=1&utm_source=millrace&utm_medium=email&utm_campaign=c+1&utm_content=t",
        "https://s.test/p#top,         https://s.test/p?utm_source=millrace&utm_medium=email&utm_campaign=c+1&utm_content=t#top",
        "https://s.test/?utm_source=x, https://s.test/?utm_source=x&utm_medium=email&utm_campaign=c+1&utm_content=t",
        "https://s.test/?a=1&utm_medium=y&utm_source=x, https://s.test/?a=1&utm_medium=y&utm_source=x&utm_campaign=c+1&utm_content=t",
        "https://s.test/?,             https://s.test/?utm_source=millrace&utm_medium=email&utm_campaign=c+1&utm_content=t",
    })
    void campaignTagsAreAddedAndNeverOverwrite(String url, String expected) {
        assertThat(CampaignTags.of("c 1", "t").addTo(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test/p, true",
        "http://www.shop.test, true",
        "HTTPS://WWW.SHOP.TEST/, true",
        "https://author.test/x, true",
        "https://evil.test/, false",
        "https://shop.test.evil.test/, false",
        "https://evilshop.test/, false",
        "https://shop.test@evil.test/, false",
        "javascript:alert(1), false",
        "//evil.test/x, false",
        "/p/1, false",
        "data:text/html;base64;x, false",
        "'https://shop.test/a b', false",
    })
    void onlyKnownHostsAreLinked(String url, boolean allowed) {
        LinkPolicy policy = new LinkPolicy(Set.of("shop.test"));
        assertThat(policy.allows(url, Set.of("author.test"))).isEqualTo(allowed);
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
