package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityKeyTest {

    private final IdentityKey key = new IdentityKey("a secret of an installation");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            anna, anna@shop.example, +43 1 234 56, a-1, user:anna
            ' anna ', -, -, -, user:anna
            -, anna@shop.example, +43 1 234 56, a-1, mail:
            '', ' ', +43 1 234 56, a-1, tel:
            -, -, 'n/a', a-1, anon:a-1
            -, -, -, ' a-1 ', anon:a-1
            anna@shop.example, -, -, a-1, mail:
            """)
    void shouldChooseTheStrongestIdentifier(
            String user, String email, String phone, String anonymous, String expected) {
        assertThat(key.strongest(user, email, phone, anonymous))
                .hasValueSatisfying(id -> assertThat(id.value()).startsWith(expected));
    }

    @Test
    void shouldNameAllIdentifiersStrongestFirst() {
        assertThat(key.identifiers("anna", "anna@shop.example", "+43 1 234 56", "a-1"))
                .containsExactly(
                        CustomerId.user("anna"),
                        key.mail("anna@shop.example"),
                        key.telephone("+4312345 6"),
                        CustomerId.anonymous("a-1"));
        assertThat(key.identifiers("Anna@shop.example", "anna@shop.example", null, null))
                .containsExactly(key.mail("anna@shop.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n/a", "123", "+43 1 23", "0000000", "+1111 1111", "1234567890123456"})
    void shouldNotNameAnybodyByWhatIsNoPhoneNumber(String phone) {
        assertThat(key.identifiers(null, null, phone, null)).isEmpty();
    }

    @Test
    void shouldNameNobodyWithoutAnIdentifier() {
        assertThat(key.strongest(null, "", "  ", null)).isEqualTo(Optional.empty());
    }

    @Test
    void shouldNameTheSamePersonHoweverTheAddressIsWritten() {
        assertThat(key.mail(" Anna@Shop.Example ")).isEqualTo(key.mail("anna@shop.example"));
        assertThat(key.telephone("+43 (1) 234-5")).isEqualTo(key.telephone("+4312345"));
        assertThat(key.telephone("+4312345")).isNotEqualTo(key.telephone("4312345"));
    }

    @Test
    void shouldNameAUserWhoseIdIsAnAddressByThatAddress() {
        assertThat(key.strongest("ANNA@shop.example", null, null, null)).contains(key.mail("anna@shop.example"));
    }

    @Test
    void shouldHideTheAddressAndDependOnTheSecret() {
        CustomerId id = key.mail("anna@shop.example");

        assertThat(id.value()).matches("mail:[0-9a-f]{32}");
        assertThat(new IdentityKey("another secret of another one").mail("anna@shop.example"))
                .isNotEqualTo(id);
    }

    @Test
    void shouldStayTheSameFromReleaseToRelease() {
        assertThat(key.mail("anna@shop.example")).hasToString("mail:87c0dc7de8d2263745016ac6ec27c52c");
    }

    @Test
    void shouldRefuseAShortSecret() {
        assertThatThrownBy(() -> new IdentityKey("fifteen letters")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a@", "@b", "a@b@c", "a b@c", "anna"})
    void shouldNotTakeOtherTextForAnAddress(String text) {
        assertThat(IdentityKey.looksLikeMail(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
    void shouldNotTakeAnotherSpellingOfAnAddressForAnAddress(String text) {
        assertThat(IdentityKey.looksLikeMail(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "o'neil+shop@shop.example", "x_y.z-1@sub.shop.example", "žofie@obchod.example"})
    void shouldTakePlainAddresses(String text) {
        assertThat(IdentityKey.looksLikeMail(text)).isTrue();
    }
}
