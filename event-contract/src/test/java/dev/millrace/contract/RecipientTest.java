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
            strings = {
                "",
                "anna",
                "a@b@c",
                "anna@shop.example\r\nBcc: bob@shop.example",
                "anna@shop.example\u0000",
                "<anna@shop.example>",
                "\"a\"<anna@shop.example>",
                "\"anna\"@shop.example",
                "anna@shop.example,",
                "a,anna@shop.example",
                "anna@shop.example;",
                "anna:anna@shop.example",
                "anna(a)@shop.example",
                "anna\\@shop.example",
                "anna@[192.0.2.1]",
                "anna@shop.example ",
                "anna\t@shop.example",
                "anna\u00a0@shop.example",
                "anna\u200b@shop.example",
                "anna@shop.example\n",
                "anna\u0000@shop.example"
            })
    void shouldRefuseWhatIsNotOneAddress(String text) {
        assertThatThrownBy(() -> new Recipient(text, null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
