package dev.millrace.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

    /** The example that Shopify publishes. */
    @Test
    void shouldMatchThePublishedExample() {
        byte[] body = "\"my secret message\"".getBytes(UTF_8);

        assertThat(Signature.of("hush", body)).isEqualTo("hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI=");
        assertThat(Signature.matches("hush", body, "hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI="))
                .isTrue();
    }

    @Test
    void shouldNotMatchAnotherBodySecretOrSignature() {
        byte[] body = "{\"id\": 1}".getBytes(UTF_8);
        String signature = Signature.of("hush", body);

        assertThat(Signature.matches("hush", "{\"id\":1}".getBytes(UTF_8), signature))
                .isFalse();
        assertThat(Signature.matches("hush!", body, signature)).isFalse();
        assertThat(Signature.matches("hush", body, "")).isFalse();
        assertThat(Signature.matches("hush", body, signature.substring(1))).isFalse();
    }
}
