package dev.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
            203.0.113.9  | -                                   | 203.0.113.9
            203.0.113.9  | 198.51.100.1                        | 203.0.113.9
            10.1.2.3     | -                                   | 10.1.2.3
            10.1.2.3     | 198.51.100.1                        | 198.51.100.1
            10.1.2.3     | 1.1.1.1, 198.51.100.1, 192.0.2.7    | 198.51.100.1
            10.1.2.3     | made up, 198.51.100.1               | 198.51.100.1
            10.1.2.3     | 198.51.100.1, made up               | 10.1.2.3
            10.1.2.3     | 198.51.100.1, made up, 10.9.9.9     | 10.9.9.9
            10.1.2.3     | 198.51.100.1:4711                   | 198.51.100.1
            10.1.2.3     | [2001:db8:1:2::3]:4711              | 2001:db8:1:2::
            10.1.2.3     | 10.0.0.1, 10.0.0.2                  | 10.0.0.1
            fd00::1      | 198.51.100.1                        | 198.51.100.1
            192.0.2.8    | 198.51.100.1                        | 192.0.2.8
            2001:db8:1:2:aaaa::1 | -                           | 2001:db8:1:2::
            2001:db8:1:2:bbbb::1 | -                           | 2001:db8:1:2::
            ::ffff:10.1.2.3      | ::ffff:198.51.100.1         | 198.51.100.1
            -            | 198.51.100.1                        | ''
            """)
    void shouldBelieveWhatOurProxiesWrote(String remote, String forwarded, String client) {
        assertThat(addresses.of(remote, forwarded)).isEqualTo(client);
    }

    @Test
    void shouldReadAtMostTwentyHops() {
        assertThat(addresses.of("10.1.2.3", "198.51.100.1," + "10.0.0.1,".repeat(100_000) + "10.0.0.2"))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void shouldBelieveNobodyWhereNoProxyIsNamed() {
        assertThat(new ClientAddress(List.of()).of("10.1.2.3", "198.51.100.1")).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.1/-1"})
    void shouldNotStartWithWhatIsNoNetwork(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientAddress(List.of(written)))
                .withMessageContaining("trusted-proxies");
    }
}
