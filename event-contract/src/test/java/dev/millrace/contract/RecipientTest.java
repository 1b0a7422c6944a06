package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.MessageCommand.Recipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

    @Test
    void shouldShowNothingOfAPersonInText() {
        MessageRequested request = (MessageRequested) Samples.messages().get(0);

        assertThat(request.recipient().toString()).doesNotContain("anna", "Anna", "shop.example", "de-AT");
        assertThat(request.toString()).doesNotContain("anna@shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "anna", "a@b@c", "anna@shop.example\r\nBcc: bob@shop.example", "anna@shop.example\u0000"})
    void shouldRefuseWhatIsNotOneAddress(String text) {
        assertThatThrownBy(() -> new Recipient(text, null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
