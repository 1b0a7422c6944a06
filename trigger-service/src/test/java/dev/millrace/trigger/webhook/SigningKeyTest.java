package dev.millrace.trigger.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final Instant AT = Instant.ofEpochSecond(1_772_445_600);
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    /** Computed with {@code printf '%s' '1772445600.{"id":"1"}' | openssl dgst -sha256 -hmac whsec_test}. */
    @Test
    void should_sign_timestamp_and_body_as_everybody_can_compute() {
        assertThat(SigningKey.signatures(List.of(new SigningKey("k1", "whsec_test")), AT, BODY))
                .isEqualTo("k1=be32d1c1e16bc2c0a4b8d3ca3b0e754b734a9d742f76be56b9038f0e3aaaf8be");
    }

    @Test
    void should_sign_with_each_key_and_differently_for_another_time_or_body() {
        SigningKey one = new SigningKey("k1", "one");
        SigningKey two = new SigningKey("k2", "two");
        String signed = SigningKey.signatures(List.of(one, two), AT, BODY);

        assertThat(signed).matches("k1=[0-9a-f]{64}, k2=[0-9a-f]{64}");
        assertThat(one.sign(AT, BODY)).isNotEqualTo(two.sign(AT, BODY));
        assertThat(one.sign(AT, BODY)).isNotEqualTo(one.sign(AT.plusSeconds(1), BODY));
        assertThat(one.sign(AT, BODY)).isNotEqualTo(one.sign(AT, new byte[0]));
    }

    @Test
    void should_make_secrets_that_nobody_foresees_and_not_print_them() {
        SigningKey key = SigningKey.make(new SecureRandom());

        assertThat(key.secret()).startsWith("whsec_").hasSizeGreaterThan(40);
        assertThat(key.secret())
                .isNotEqualTo(SigningKey.make(new SecureRandom()).secret());
        assertThat(key.toString()).doesNotContain(key.secret());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.0, 5000",
        "1, 1.0, 2500",
        "2, 0.0, 10000",
        "3, 0.5, 15000",
        "12, 0.0, 3600000",
        "1000, 0.0, 3600000"
    })
    void should_double_pauses_up_to_the_longest_and_shorten_them_by_chance(int failed, double chance, long millis) {
        BackOff backOff = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1));

        assertThat(backOff.pauseAfter(failed, chance)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "https://erp.shop.example/hooks?a=b, erp.shop.example, 443, true, /hooks?a=b",
        "https://erp.shop.example, erp.shop.example, 443, true, /",
        "https://erp.shop.example:8443/x, erp.shop.example, 8443, true, /x",
        "'https://[2001:db8::1]/x', 2001:db8::1, 443, true, /x",
    })
    void should_read_addresses(String text, String host, int port, boolean secure, String path) {
        assertThat(TargetUrl.parse(text, false)).isEqualTo(new TargetUrl(host, port, secure, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://erp.shop.example/",
                "ftp://erp.shop.example/",
                "https:///hooks",
                "https://me:secret@erp.shop.example/",
                "https://erp.shop.example/#part",
                "erp.shop.example",
                "https://erp shop.example/",
                "https://a.example/\r\nX: y",
            })
    void should_refuse_other_addresses(String text) {
        assertThatThrownBy(() -> TargetUrl.parse(text, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
