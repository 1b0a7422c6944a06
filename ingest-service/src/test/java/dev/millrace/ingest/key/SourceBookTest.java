package dev.millrace.ingest.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final IngestSource STOREFRONT = source("storefront", IngestSource.Kind.BROWSER, key("key-1", null));

    private final SourceBook book = new SourceBook(List.of(STOREFRONT));

    @Test
    void shouldFindTheSourceOfAKey() {
        assertThat(book.byKey("key-1", T0)).contains(STOREFRONT);
        assertThat(book.byKey("key-2", T0)).isEmpty();
        assertThat(book.byKey("", T0)).isEmpty();
    }

    @Test
    void shouldTakeBothKeysUntilTheOldOneExpires() {
        IngestSource changed = source("app", IngestSource.Kind.BROWSER, key("old", T0), key("new", null));
        book.store(List.of(changed));

        assertThat(book.byKey("old", T0.minusMillis(1))).contains(changed);
        assertThat(book.byKey("old", T0)).isEmpty();
        assertThat(book.byKey("new", T0)).contains(changed);
    }

    @Test
    void shouldForgetWhatIsStoredNoMore() {
        book.store(List.of(source("app", IngestSource.Kind.SERVER, key("k", null))));
        book.store(List.of());

        assertThat(book.byKey("k", T0)).isEmpty();
        assertThat(book.byName("app")).isEmpty();
        assertThat(book.all()).containsExactly(STOREFRONT);
    }

    @Test
    void shouldKeepWhatIsConfiguredWhateverIsStored() {
        book.store(List.of(
                source("storefront", IngestSource.Kind.SERVER),
                source("a", IngestSource.Kind.SERVER, key("key-1", null))));

        assertThat(book.byName("storefront")).contains(STOREFRONT);
        assertThat(book.byKey("key-1", T0)).contains(STOREFRONT);
        assertThat(book.isConfigured("storefront")).isTrue();
        assertThat(book.isConfigured("a")).isFalse();
    }

    @Test
    void shouldBeCompleteOnlyOnceTheStoredSourcesAreKnown() {
        assertThat(book.complete()).isFalse();
        book.store(List.of());
        assertThat(book.complete()).isTrue();
    }

    @Test
    void shouldTellWhetherAnyBrowserMaySendFromAnOrigin() {
        assertThat(book.anyTakesFrom("https://anywhere.example")).isTrue();

        SourceBook strict = new SourceBook(List.of(
                new IngestSource(
                        "shop", IngestSource.Kind.BROWSER, List.of(), Set.of("https://shop.example"), null, null),
                source("backend", IngestSource.Kind.SERVER)));
        assertThat(strict.anyTakesFrom("https://shop.example")).isTrue();
        assertThat(strict.anyTakesFrom("https://anywhere.example")).isFalse();
        assertThat(strict.anyTakesFrom("null")).isFalse();
    }

    @Test
    void shouldLetOnlyServersWriteHistory() {
        assertThat(STOREFRONT.mayWriteHistory()).isFalse();
        assertThat(source("backend", IngestSource.Kind.SERVER).mayWriteHistory())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-1:", "key-1", "key-1:ignored"})
    void shouldReadTheKeyAsTheUserName(String credentials) {
        assertThat(BasicCredentials.key("Basic " + base64(credentials))).contains("key-1");
        assertThat(BasicCredentials.key("basic " + base64(credentials))).contains("key-1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer a2V5LTE6", "Basic Og==", "a2V5LTE6"})
    void shouldFindNoKeyInOtherHeaders(String header) {
        assertThat(BasicCredentials.key(header)).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static IngestSource source(String name, IngestSource.Kind kind, IngestSource.Key... keys) {
        return new IngestSource(name, kind, List.of(keys), Set.of(), null, null);
    }

    private static IngestSource.Key key(String text, Instant expires) {
        return new IngestSource.Key(ApiKeyHash.ofKey(text).sha256(), expires);
    }
}
