package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyHashTest {

    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void shouldBeTheSha256OfTheKey() {
        assertThat(ApiKeyHash.ofKey("abc").sha256()).isEqualTo(SHA256_OF_ABC);
    }

    @Test
    void shouldMatchItsKeyOnly() {
        ApiKeyHash hash = new ApiKeyHash(SHA256_OF_ABC);

        assertThat(hash.matches("abc")).isTrue();
        assertThat(hash.matches("abd")).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.matches(SHA256_OF_ABC)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void shouldRefuseTextThatIsNotAHash(String text) {
        assertThatThrownBy(() -> new ApiKeyHash(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
