package dev.millrace.segment.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.CustomerId;
import jakarta.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCursorTest {

    @Test
    void shouldReadWhatItWrote() {
        MemberCursor cursor = new MemberCursor(3, CustomerId.user("a|b é"));

        assertThat(MemberCursor.read(cursor.text())).isEqualTo(cursor);
        assertThat(MemberCursor.read(null)).isEqualTo(MemberCursor.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "abc", "fA", "LTF8", "OTk5OTk5OTk5OTk5fA", "MHxub2JvZHk"})
    void shouldRefuseWhatIsNoPlace(String text) {
        assertThatThrownBy(() -> MemberCursor.read(text)).isInstanceOf(WebApplicationException.class);
    }
}
