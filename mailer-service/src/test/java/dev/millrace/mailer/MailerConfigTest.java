package dev.millrace.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.pacing.Rate;
import dev.millrace.mailer.preference.Frequency;
import dev.millrace.mailer.smtp.Encryption;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class MailerConfigTest {

    public static final Map<String, String> REQUIRED = Map.of(
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
        assertThat(config.smtp().encryption()).isEqualTo(Encryption.AUTO);
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
        assertThat(config.dkim().keyFile()).isEmpty();
        assertThat(config.returns().domain()).isEmpty();
        assertThat(config.returns().port()).isEqualTo(2525);
        assertThat(config.returns().maxSize().asLongValue()).isEqualTo(1 << 20);
        assertThat(config.preferences().channels()).containsExactly("email");
        assertThat(config.preferences().frequencies())
                .containsExactly(Frequency.ANY, Frequency.WEEKLY, Frequency.MONTHLY);
        assertThat(config.links().confirmGood()).isEqualTo(Duration.ofDays(7));
        assertThat(config.smtp().rate()).isEmpty();
        assertThat(config.smtp().deliveryReports()).isFalse();
        assertThat(config.smtp().domainRates()).isEmpty();
        assertThat(config.smtp().warmUp().start()).isEmpty();
        assertThat(config.smtp().warmUp().perDay()).startsWith(50, 100, 500).endsWith(100_000);
        assertThat(config.smtp().stop().refusals()).isEqualTo(3);
        assertThat(config.smtp().stop().within()).isEqualTo(Duration.ofHours(1));
        assertThat(config.theme().brand()).isEqualTo("#0f766e");
        assertThat(config.theme().logo()).isEmpty();
    }

    @Test
    void ratesAreWritten() {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.put("millrace.smtp.rate", "100/s");
        values.put("millrace.smtp.domain-rates.\"gmail.com\"", "20/s");
        values.put("millrace.smtp.warm-up.start", "2026-03-02T00:00:00Z");
        MailerConfig config = config(values);
        assertThat(config.smtp().rate()).contains(Rate.of("100/s"));
        assertThat(config.smtp().domainRates()).containsEntry("gmail.com", Rate.of("20/s"));
        assertThat(config.smtp().warmUp().start()).contains(Instant.parse("2026-03-02T00:00:00Z"));
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

    public static MailerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(MailerConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(MailerConfig.class);
    }
}
