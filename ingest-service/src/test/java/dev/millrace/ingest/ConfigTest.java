package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.key.SourceBook;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final String KEY_1 = ApiKeyHash.ofKey("key-1").sha256();
    private static final String KEY_2 = ApiKeyHash.ofKey("key-2").sha256();

    @Test
    void shouldHaveDefaults() {
        IngestConfig ingest = config(IngestConfig.class, Map.of());
        assertThat(ingest.answerWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(ingest.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ingest.maxWaiting().asLongValue()).isEqualTo(32L * 1024 * 1024);

        TopicsConfig topics = config(TopicsConfig.class, Map.of());
        assertThat(topics.prefix()).isEqualTo("millrace.");
        assertThat(topics.partitions()).isEqualTo(4);

        assertThat(ingest.maxInFlight().asLongValue()).isEqualTo(64L * 1024 * 1024);
        assertThat(ingest.bodyWithin()).isEqualTo(Duration.ofSeconds(15));
        assertThat(ingest.refusalsKeptPerHour()).isEqualTo(1000);

        LimitsConfig limits = config(LimitsConfig.class, Map.of());
        assertThat(limits.browserEventsPerSecond()).isEqualTo(2_000);
        assertThat(limits.serverEventsPerSecond()).isEqualTo(20_000);
        assertThat(limits.addressEventsPerSecond()).isEqualTo(100);
        assertThat(ingest.trustedProxies()).isEmpty();

        assertThat(config(SourcesConfig.class, Map.of()).byName()).isEmpty();
        assertThat(config(AdminConfig.class, Map.of()).keySha256()).isEmpty();
    }

    @Test
    void shouldReadWhatIsSet() {
        IngestConfig ingest = config(
                IngestConfig.class,
                Map.of(
                        "millrace.ingest.answer-within", "3s",
                        "millrace.ingest.retry-after", "1s",
                        "millrace.ingest.max-waiting", "1M",
                        "millrace.ingest.trusted-proxies", "10.0.0.0/8,192.0.2.7"));

        assertThat(ingest.answerWithin()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ingest.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ingest.maxWaiting().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(ingest.trustedProxies().orElseThrow()).containsExactly("10.0.0.0/8", "192.0.2.7");
    }

    @Test
    void shouldNotStartWithoutAnIdentityKey() {
        assertThatThrownBy(() -> config(IdentityConfig.class, Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("millrace.identity.key");
    }

    @Test
    void shouldKnowTheSourcesByTheHashOfTheirKeys() {
        SourceBook book = book(Map.of(
                "millrace.sources.\"web shop\".key-sha256", KEY_1,
                "millrace.sources.\"web shop\".kind", "browser",
                "millrace.sources.\"web shop\".keys[0].sha256", KEY_2,
                "millrace.sources.\"web shop\".keys[0].expires", "2026-03-01T10:00:00Z",
                "millrace.sources.\"web shop\".origins", "https://shop.example,https://www.shop.example",
                "millrace.sources.\"web shop\".events-per-second", "50",
                "millrace.sources.\"web shop\".webhook-secret", "shopify"));

        IngestSource source = book.byKey("key-1", T0).orElseThrow();
        assertThat(source)
                .isEqualTo(new IngestSource(
                        "web shop",
                        IngestSource.Kind.BROWSER,
                        List.of(new IngestSource.Key(KEY_1, null), new IngestSource.Key(KEY_2, T0)),
                        Set.of("https://shop.example", "https://www.shop.example"),
                        50,
                        "shopify"));
        assertThat(book.byKey("key-2", T0.minusSeconds(1))).contains(source);
        assertThat(book.byKey("key-2", T0)).isEmpty();
    }

    @Test
    void shouldRefuseSourcesItCannotTellApart() {
        assertThatThrownBy(() -> book(Map.of(
                        "millrace.sources.a.key-sha256",
                        KEY_1,
                        "millrace.sources.a.kind",
                        "browser",
                        "millrace.sources.b.key-sha256",
                        KEY_1,
                        "millrace.sources.b.kind",
                        "server")))
                .hasMessageContaining("other keys for each source");
    }

    @Test
    void shouldRefuseAKeyThatIsNotHashedWithoutRepeatingIt() {
        assertThatThrownBy(() -> book(
                        Map.of("millrace.sources.a.key-sha256", "the-clear-key", "millrace.sources.a.kind", "server")))
                .hasMessageContaining("millrace.sources.a.key-sha256")
                .hasMessageNotContaining("the-clear-key");
    }

    @Test
    void shouldSayWhichSourceHasAnOriginThatIsNone() {
        assertThatThrownBy(() -> book(Map.of(
                        "millrace.sources.a.key-sha256",
                        KEY_1,
                        "millrace.sources.a.kind",
                        "browser",
                        "millrace.sources.a.origins",
                        "https://shop.example/cart")))
                .hasMessageContaining("millrace.sources.a")
                .hasMessageContaining("origins like");
    }

    private static SourceBook book(Map<String, String> properties) {
        return new Wiring().sources(config(SourcesConfig.class, properties));
    }

    private static <T> T config(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withConverter(Duration.class, 1000, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
