package dev.millrace.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailerConfigTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "millrace.admin.key-sha256", "00",
            "millrace.links.key", "a secret of tests",
            "millrace.shop.name", "Alder & Oak",
            "millrace.shop.sender", "hello@shop.test",
            "millrace.shop.address", "12 Mill Lane",
            "millrace.shop.url", "https://www.shop.test");

    @Test
    void defaultsAreThoseOfTheReadme() {
        MailerConfig config = config(REQUIRED);
        assertThat(config.instance()).isEqualTo("mailer-1");
        assertThat(config.publicUrl()).isEqualTo(URI.create("http://127.0.0.1:8084"));
        assertThat(config.topics().prefix()).isEqualTo("millrace.");
        assertThat(config.topics().partitions()).isEqualTo(4);
        assertThat(config.links().hosts()).isEmpty();
        assertThat(config.links().cartGood()).isEqualTo(Duration.ofDays(30));
        assertThat(config.shop().cartUrl()).isEmpty();
        assertThat(config.smtp().host()).isEqualTo("127.0.0.1");
        assertThat(config.smtp().port()).isEqualTo(1025);
        assertThat(config.smtp().encryption()).isEqualTo(MailerConfig.Encryption.AUTO);
        assertThat(config.smtp().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.smtp().reconnect()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.smtp().connections().transactional()).isEqualTo(2);
        assertThat(config.smtp().connections().marketing()).isEqualTo(4);
        assertThat(config.smtp().retries())
                .containsExactly(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1));
        assertThat(config.ledger().lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.ledger().poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.theme().brand()).isEqualTo("#0f766e");
        assertThat(config.theme().logo()).isEmpty();
    }

    @Test
    void everythingWithoutADefaultHasToBeGiven() {
        for (String name : REQUIRED.keySet()) {
            Map<String, String> without = new HashMap<>(REQUIRED);
            without.remove(name);
            assertThatThrownBy(() -> config(without))
                    .isInstanceOf(ConfigValidationException.class)
                    .hasMessageContaining(name);
        }
    }

    private static MailerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(MailerConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(MailerConfig.class);
    }
}
