package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerIdTest {

    @ParameterizedTest
    @CsvSource({"user:42,USER", "mail:0f,MAIL", "tel:0f,TEL", "anon:a-1,ANON", "user:user:x,USER", "user:é,USER"})
    void shouldKnowItsKind(String text, CustomerId.Kind kind) {
        assertThat(CustomerId.of(text).kind()).isEqualTo(kind);
        assertThat(CustomerId.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "user", "user:", "anon:", "USER:42", "anna@shop.example", " user:42"})
    void shouldRefuseTextThatNamesNobody(String text) {
        assertThatThrownBy(() -> CustomerId.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAnIdLongerThanTheLimit() {
        assertThat(CustomerId.user("x".repeat(CustomerId.MAX_LENGTH - 5)).value())
                .hasSize(CustomerId.MAX_LENGTH);
        assertThatThrownBy(() -> CustomerId.user("x".repeat(CustomerId.MAX_LENGTH - 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSplitAMembershipKeyAtTheLastBar() {
        var key = new SegmentMembership.Key(CustomerId.user("a|b"), "abandoned-cart");

        assertThat(SegmentMembership.Key.parse(key.toString())).isEqualTo(key);
        assertThatThrownBy(() -> SegmentMembership.Key.parse("user:42")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SegmentMembership.Key.parse("user:42|Not An Id"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
