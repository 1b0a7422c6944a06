package dev.millrace.segment.codec;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Link;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Watch;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityCodecTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final Redirect REDIRECT = new Redirect(ANNA, new Claim(T0, -2, true), T0);
    private static final String GOLDEN = "01" // version
            + "09757365723a616e6e61" // user:anna
            + "01019ca8d72d00fffffffffffffffe" // by the server, at, tie
            + "019ca8d72d00"; // used

    @Test
    void shouldKeepTheLayoutOfARedirect() {
        assertThat(HexFormat.of().formatHex(RedirectCodec.encode(REDIRECT)))
                .describedAs("another layout needs another version: read both, write the old one for a release")
                .isEqualTo(GOLDEN);
        assertThat(RedirectCodec.decode(HexFormat.of().parseHex(GOLDEN))).isEqualTo(REDIRECT);
    }

    @Test
    void shouldRefuseARedirectOfANewerLayoutOrThatIsCutOff() {
        byte[] newer = HexFormat.of().parseHex(GOLDEN);
        newer[0] = 2;

        assertThatThrownBy(() -> RedirectCodec.decode(newer)).isInstanceOf(UnreadableState.class);
        assertThatThrownBy(() -> RedirectCodec.decode(Arrays.copyOf(RedirectCodec.encode(REDIRECT), 20)))
                .isInstanceOf(UnreadableState.class);
    }

    @Test
    void shouldReadTheLinksThatItWrote() {
        Links links = new Links(List.of(
                new Link(CustomerId.anonymous("b1"), new Claim(T0, 7, false), null, T0),
                new Link(
                        CustomerId.of("mail:0f0f"), new Claim(T0, Long.MIN_VALUE, false), new Claim(T0, 8, true), T0)));
        Customer visitor =
                new Customer(CustomerState.EMPTY, Watch.NEW).withLinks(links).touchedAt(T0);

        assertThat(CustomerCodec.decode(CustomerCodec.encode(visitor))).isEqualTo(visitor);
    }
}
