package dev.millrace.mailer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.ledger.Refusal.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({
        "550, 550 5.1.1 no such user, RECIPIENT, ADDRESS",
        "550, 550 5.1.1 no such user, CONTENT, ADDRESS",
        "556, 556 5.1.10 null MX, RECIPIENT, ADDRESS",
        "550, 550 5.1.8 bad sender, RECIPIENT, SENDER",
        "553, 553 5.1.7 bad sender, SENDER, SENDER",
        "550, 550 who is that, RECIPIENT, ADDRESS",
        "552, 552 mailbox full, RECIPIENT, OTHER",
        "550, 550 spam, CONTENT, OTHER",
        "550, 550 we don't know you, SENDER, SENDER",
        "552, 552 5.2.2 mailbox full, RECIPIENT, OTHER",
        "550, 550-5.7.26 This mail has been blocked, CONTENT, SENDER",
        "554, 554 5.7.1 [203.0.113.5.1.1] listed, RECIPIENT, SENDER",
        "550, 550 host 10.5.1.1 says no, CONTENT, OTHER",
    })
    void aRefusalIsAboutWhatItsStatusSays(int code, String words, Moment moment, Refusal about) {
        assertThat(Refusal.of(code, words, moment)).isEqualTo(about);
    }

    @Test
    void wordsAreOneLineWithoutAddresses() {
        assertThat(Words.of("550 5.1.1 <ana@example.test>:\r\n\tno  such user ana@example.test"))
                .isEqualTo("550 5.1.1 <address>: no such user <address>");
        assertThat(Words.of("x".repeat(1_000))).hasSize(200);
        assertThat(Words.of(null)).isEmpty();
    }
}
