package dev.millrace.mailer.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mailer.link.ReturnAddresses.Purpose;
import dev.millrace.mailer.link.ReturnAddresses.Return;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressesTest {

    private static final ReturnAddresses RETURNS =
            new ReturnAddresses(new LinkKey("a secret of tests, long enough"), Optional.of("Bounces.Shop.test"));
    private static final MailId MAIL = MailId.of("m-1");

    @ParameterizedTest
    @EnumSource
    void anAddressSaysWhatItIsForAndOfWhichMail(Purpose purpose) {
        String address = RETURNS.of(purpose, MAIL).orElseThrow();
        assertThat(RETURNS.read(address)).contains(new Return(purpose, MAIL));
        assertThat(RETURNS.read(address.toUpperCase(Locale.ROOT))).contains(new Return(purpose, MAIL));
        assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
    }

    @Test
    void anAddressIsGoodForOnePurposeOnly() {
        String bounce = RETURNS.of(Purpose.BOUNCE, MAIL).orElseThrow();
        assertThat(RETURNS.read(bounce.replace("bounce-", "unsubscribe-"))).isEmpty();
    }

    @Test
    void noChangedLetterGoesUnnoticed() {
        String address = RETURNS.of(Purpose.BOUNCE, MAIL).orElseThrow();
        for (int i = "bounce-".length(); i < address.indexOf('@'); i++) {
            char other = address.charAt(i) == '0' ? '1' : '0';
            assertThat(RETURNS.read(address.substring(0, i) + other + address.substring(i + 1)))
                    .isEmpty();
        }
        assertThat(new ReturnAddresses(new LinkKey("another secret, also long"), Optional.of("bounces.shop.test"))
                        .read(address))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "bounce-@bounces.shop.test", "bounce-zz@bounces.shop.test", "a@b", "x@bounces.shop.test"
            })
    void rubbishIsNoAddressOfOurs(String address) {
        assertThat(RETURNS.read(address)).isEmpty();
    }

    @Test
    void anotherDomainIsNotOurs() {
        String address = RETURNS.of(Purpose.BOUNCE, MAIL).orElseThrow();
        assertThat(RETURNS.read(address.replace("bounces.shop.test", "evil.test")))
                .isEmpty();
        ReturnAddresses none = new ReturnAddresses(new LinkKey("a secret of tests, long enough"), Optional.empty());
        assertThat(none.of(Purpose.BOUNCE, MAIL)).isEmpty();
        assertThat(none.read(address)).isEmpty();
    }
}
