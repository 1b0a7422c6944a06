package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.mailer.MailerConfigTest;
import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.relay.Routes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryReportsTest {

    @Test
    void theyNeedAReturnPathThatIsOurs() {
        Map<String, String> settings = new HashMap<>(MailerConfigTest.REQUIRED);
        settings.put("millrace.smtp.relays.receipts.host", "smtp.receipts.test");
        settings.put("millrace.smtp.relays.receipts.delivery-reports", "true");
        assertThatThrownBy(() -> relays(settings))
                .hasMessageContaining("\"receipts\"")
                .hasMessageContaining("millrace.returns.domain");

        settings.put("millrace.returns.domain", "bounces.shop.test");
        Relays relays = relays(settings);
        assertThat(relays.settings().get("receipts").reportsDelivery()).isTrue();
        assertThat(relays.settings().get(Routes.DEFAULT).reportsDelivery()).isFalse();
    }

    @SuppressWarnings("NullAway") // nobody sends here, so nothing is stopped
    private static Relays relays(Map<String, String> settings) {
        return new Relays(
                MailerConfigTest.config(settings),
                new Routes(Set.of("receipts"), Map.of(), Map.of()),
                new Sender("Alder & Oak", "hello@shop.test", "12 Mill Lane", "https://www.shop.test"),
                null);
    }
}
