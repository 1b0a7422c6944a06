package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestSourceTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final String HASH = ApiKeyHash.ofKey("a key").sha256();

    @Test
    void shouldRefuseAKeyFromTheInstantOnThatItExpires() {
        IngestSource.Key key = new IngestSource.Key(HASH, T0);

        assertThat(key.validAt(T0.minusMillis(1))).isTrue();
        assertThat(key.validAt(T0)).isFalse();
        assertThat(new IngestSource.Key(HASH, null).validAt(Instant.MAX)).isTrue();
    }

    @Test
    void shouldTakeFromAnyOriginOnlyWhenNoneIsListed() {
        assertThat(source("s", Set.of(), null).takesFrom("https://anywhere.example"))
                .isTrue();

        IngestSource strict = source("s", Set.of("https://shop.example", "http://localhost:8080"), null);
        assertThat(strict.takesFrom("https://shop.example")).isTrue();
        assertThat(strict.takesFrom("http://localhost:8080")).isTrue();
        assertThat(strict.takesFrom("https://shop.example.evil.example")).isFalse();
        assertThat(strict.takesFrom("http://shop.example")).isFalse();
        assertThat(strict.takesFrom("null")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "https://shop.example/",
                "https://*.shop.example",
                "https://Shop.example",
                "null",
                "*"
            })
    void shouldRefuseWhatNoBrowserCallsAnOrigin(String origin) {
        assertThatThrownBy(() -> source("s", Set.of(origin), null)).hasMessageContaining("https://shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "a|b", "a\nb"})
    void shouldRefuseANameThatCouldBeSomethingElse(String name) {
        assertThatThrownBy(() -> source(name, Set.of(), null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_001})
    void shouldRefuseARateThatIsNone(int rate) {
        assertThatThrownBy(() -> source("s", Set.of(), rate)).hasMessageContaining("in a second");
    }

    @Test
    void shouldBoundTheKeys() {
        List<IngestSource.Key> keys = Collections.nCopies(IngestSource.MAX_KEYS + 1, new IngestSource.Key(HASH, null));

        assertThatThrownBy(() -> source("s", Set.of(), null).withKeys(keys)).hasMessageContaining("at most");
    }

    private static IngestSource source(String name, Set<String> origins, Integer eventsPerSecond) {
        return new IngestSource(name, IngestSource.Kind.BROWSER, List.of(), origins, eventsPerSecond, null);
    }
}
