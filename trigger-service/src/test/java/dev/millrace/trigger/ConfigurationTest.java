package dev.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void should_have_these_defaults_for_due_sends() {
        TriggerConfig config = read(TriggerConfig.class, Map.of());

        assertThat(config.workers()).isEqualTo(2);
        assertThat(config.claim()).isEqualTo(250);
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.freshness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.askAgain().settle()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.askAgain().first()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.askAgain().longest()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.openTracking()).isEqualTo(TriggerConfig.OpenTracking.CONSENTED);
        assertThat(config.inboxKept()).isEqualTo(Duration.ofDays(40));
        assertThat(config.reportsKept()).isEqualTo(Duration.ofDays(400));
        assertThat(config.watchesRetried()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_read_these_names_for_due_sends() {
        TriggerConfig config = read(
                TriggerConfig.class,
                Map.of(
                        "millrace.trigger.ask-again.longest", "7s",
                        "millrace.trigger.open-tracking", "always",
                        "millrace.trigger.inbox-kept", "50d",
                        "millrace.trigger.reports-kept", "99d"));

        assertThat(config.askAgain().longest()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.openTracking()).isEqualTo(TriggerConfig.OpenTracking.ALWAYS);
        assertThat(config.inboxKept()).isEqualTo(Duration.ofDays(50));
        assertThat(config.reportsKept()).isEqualTo(Duration.ofDays(99));
    }

    @Test
    void should_have_these_defaults_for_topics_and_the_page() {
        TopicsConfig topics = read(TopicsConfig.class, Map.of());
        PageConfig page = read(PageConfig.class, Map.of());

        assertThat(topics.prefix()).isEqualTo("millrace.");
        assertThat(topics.partitions()).isEqualTo(4);
        assertThat(page.open()).isFalse();
        assertThat(page.refresh()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_not_start_without_the_identity_key() {
        assertThatThrownBy(() -> read(IdentityConfig.class, Map.of())).hasMessageContaining("millrace.identity.key");
    }

    @Test
    void should_not_start_without_an_admin_key() {
        assertThatThrownBy(() -> read(AdminConfig.class, Map.of())).hasMessageContaining("millrace.admin.key");
    }

    private static <T> T read(Class<T> type, Map<String, String> values) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(type);
        values.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(type);
    }
}
