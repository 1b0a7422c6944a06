package dev.millrace.trigger.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same person has the same hash, however the address was typed. Hashes by sha256sum. */
class ContactHashTest {

    private static final String JO = "e97b714bb09fefc3828442332cb55728c6a81c9a20833422643f11f0c02da706";
    private static final String NUMBER = "ac75546db905289f50bd750fd5648fec0719074ce391521b2372abeae9110668";

    @ParameterizedTest
    @ValueSource(strings = {"jo@shop.example", " Jo@Shop.Example\t", "JO@SHOP.EXAMPLE"})
    void should_hash_the_address_without_space_and_in_lower_case(String address) {
        assertThat(ContactHash.ofMail(address)).isEqualTo(Optional.of(JO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jo", "jo@", "@shop.example", "Jo <jo@shop.example>", "jo@shop.example,b@b.b"})
    void should_leave_out_what_is_no_address(String address) {
        assertThat(ContactHash.ofMail(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4930123456",
                "+49 (30) 123-456",
                "0049 30 / 123 456",
                "+49.30.123.456",
                "+49\u00a030\u2011123456"
            })
    void should_hash_the_digits_with_the_code_of_the_country(String number) {
        assertThat(ContactHash.ofPhone(number, false)).isEqualTo(Optional.of(NUMBER));
    }

    @ParameterizedTest
    @CsvSource({"030123456", "4930123456", "+030123456", "+49", "+49301234567890123", "+49 30 CALL ME", "''"})
    void should_leave_out_numbers_that_could_be_of_any_country(String number) {
        assertThat(ContactHash.ofPhone(number, false)).isEmpty();
    }

    @Test
    void should_keep_the_plus_for_platforms_that_want_it() {
        assertThat(ContactHash.ofPhone("+4930123456", true)).isPresent().isNotEqualTo(Optional.of(NUMBER));
    }
}
