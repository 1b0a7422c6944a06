package dev.millrace.ingest.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.ApiKeyHash;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteKeysTest {

    private final Source storefront = new Source("storefront", Source.Kind.BROWSER);
    private final WriteKeys keys = new WriteKeys(Map.of(ApiKeyHash.ofKey("key-1"), storefront));

    @Test
    void shouldFindTheSourceOfAKey() {
        assertThat(keys.find("key-1")).contains(storefront);
        assertThat(keys.find("key-2")).isEmpty();
        assertThat(keys.find("")).isEmpty();
    }

    @Test
    void shouldLetOnlyServersWriteHistory() {
        assertThat(storefront.mayWriteHistory()).isFalse();
        assertThat(new Source("backend", Source.Kind.SERVER).mayWriteHistory()).isTrue();
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
}
