package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.ingest.key.Source;
import dev.millrace.ingest.key.WriteKeys;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final String KEY_1 = ApiKeyHash.ofKey("key-1").sha256();

    @Test
    void shouldHaveDefaults() {
        IngestConfig ingest = config(IngestConfig.class, Map.of());
        assertThat(ingest.answerWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(ingest.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ingest.maxWaiting().asLongValue()).isEqualTo(32L * 1024 * 1024);

        TopicsConfig topics = config(TopicsConfig.class, Map.of());
        assertThat(topics.prefix()).isEqualTo("millrace.");
        assertThat(topics.partitions()).isEqualTo(4);

        assertThat(config(SourcesConfig.class, Map.of()).byName()).isEmpty();
    }

    @Test
    void shouldReadWhatIsSet() {
        IngestConfig ingest = config(
                IngestConfig.class,
                Map.of(
                        "millrace.ingest.answer-within", "3s",
                        "millrace.ingest.retry-after", "1s",
                        "millrace.ingest.max-waiting", "1M"));

        assertThat(ingest.answerWithin()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ingest.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ingest.maxWaiting().asLongValue()).isEqualTo(1024 * 1024);
    }

    @Test
    void shouldNotStartWithoutAnIdentityKey() {
        assertThatThrownBy(() -> config(IdentityConfig.class, Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("millrace.identity.key");
    }

    @Test
    void shouldKnowTheSourcesByTheHashOfTheirKey() {
        WriteKeys keys = new Wiring()
                .writeKeys(config(
                        SourcesConfig.class,
                        Map.of(
                                "millrace.sources.\"web shop\".key-sha256",
                                KEY_1,
                                "millrace.sources.\"web shop\".kind",
                                "browser")));

        assertThat(keys.find("key-1")).contains(new Source("web shop", Source.Kind.BROWSER));
    }

    @Test
    void shouldRefuseSourcesItCannotTellApart() {
        SourcesConfig twice = config(
                SourcesConfig.class,
                Map.of(
                        "millrace.sources.a.key-sha256",
                        KEY_1,
                        "millrace.sources.a.kind",
                        "browser",
                        "millrace.sources.b.key-sha256",
                        KEY_1,
                        "millrace.sources.b.kind",
                        "server"));

        assertThatThrownBy(() -> new Wiring().writeKeys(twice)).hasMessageContaining("one key for each source");
    }

    @Test
    void shouldRefuseAKeyThatIsNotHashedWithoutRepeatingIt() {
        SourcesConfig clear = config(
                SourcesConfig.class,
                Map.of("millrace.sources.a.key-sha256", "the-clear-key", "millrace.sources.a.kind", "server"));

        assertThatThrownBy(() -> new Wiring().writeKeys(clear))
                .hasMessageContaining("millrace.sources.a.key-sha256")
                .hasMessageNotContaining("the-clear-key");
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
