package dev.millrace.mailer.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.MessageCommand.MessageClass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private static final Routes ROUTES = new Routes(
            Set.of("receipts", "microsoft"),
            Map.of(MessageClass.TRANSACTIONAL, "receipts"),
            Map.of("outlook.com", "microsoft", "shop.test", Routes.DEFAULT));

    @ParameterizedTest
    @CsvSource({
        "MARKETING, ana@example.test, default",
        "TRANSACTIONAL, ana@example.test, receipts",
        "MARKETING, ana@outlook.com, microsoft",
        "TRANSACTIONAL, ana@Outlook.COM, microsoft",
        "TRANSACTIONAL, ana@shop.test, default",
        "MARKETING, ana@not-outlook.com, default"
    })
    void theDomainDecidesThenTheClass(MessageClass messageClass, String address, String relay) {
        assertThat(ROUTES.of(messageClass, address)).isEqualTo(relay);
    }

    @Test
    void theDefaultRelayIsAlwaysThere() {
        assertThat(ROUTES.all()).containsExactly("default", "microsoft", "receipts");
        assertThat(new Routes(Set.of(), Map.of(), Map.of()).all()).containsExactly("default");
    }

    @Test
    void aRouteToARelayThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> new Routes(Set.of("one"), Map.of(), Map.of("a.test", "two")))
                .hasMessageContaining("\"two\"")
                .hasMessageContaining("[one]");
        assertThatThrownBy(() -> new Routes(Set.of("default"), Map.of(), Map.of()))
                .hasMessageContaining("millrace.smtp.host");
    }
}
