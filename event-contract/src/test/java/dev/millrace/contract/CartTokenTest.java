package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CartTokenTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final SigningKey KEY = new SigningKey("a secret of tests, long enough");
    private static final CartToken TOKEN = new CartToken(CustomerId.user("anna"), T0);

    @Test
    void shouldReadWhatWasSigned() {
        assertThat(CartToken.read(TOKEN.signed(KEY), KEY)).contains(TOKEN);
        assertThat(TOKEN.signed(KEY)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void shouldExpireAtItsInstant() {
        assertThat(TOKEN.hasExpired(T0.minusMillis(1))).isFalse();
        assertThat(TOKEN.hasExpired(T0)).isTrue();
    }

    @Test
    void shouldNotReadWhatWasChangedOrSignedForSomethingElse() {
        String token = TOKEN.signed(KEY);
        char last = token.charAt(token.length() - 2);

        assertThat(CartToken.read(token.substring(0, token.length() - 2) + (last == 'A' ? "BB" : "AA"), KEY))
                .isEmpty();
        assertThat(CartToken.read(KEY.sign("click", "1\nuser:anna"), KEY)).isEmpty();
        assertThat(CartToken.read(token, new SigningKey("another secret, also long")))
                .isEmpty();
        assertThat(CartToken.read("", KEY)).isEmpty();
        assertThat(CartToken.read("no token", KEY)).isEmpty();
        assertThat(CartToken.read("A".repeat(10_000), KEY)).isEmpty();
    }

    @Test
    void shouldWantASecretThatCantBeGuessed() {
        assertThatThrownBy(() -> new SigningKey("short")).hasMessageContaining("at least 16 characters");
    }
}
