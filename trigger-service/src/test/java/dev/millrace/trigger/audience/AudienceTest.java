package dev.millrace.trigger.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.trigger.audience.AudienceReader.Reading;
import dev.millrace.trigger.audience.PushBody.Change;
import dev.millrace.trigger.audience.Standing.Consent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on a list, and what is told of it. */
class AudienceTest {

    private static final Audience BEST = audience("{name: Best, segment: best}");
    private static final Consent MAIL = new Consent("email", "ads");
    private static final Consent PHONE = new Consent("sms", "ads");

    @Test
    void should_list_members_under_what_they_consented_to() {
        assertThat(BEST.entryFor(standing(Set.of("best"), MAIL, PHONE))).satisfies(entry -> {
            assertThat(entry.email()).isNotNull();
            assertThat(entry.phone()).isNotNull();
        });
        assertThat(BEST.entryFor(standing(Set.of("best"), MAIL)).phone()).isNull();
        assertThat(BEST.entryFor(standing(Set.of("best"), PHONE)).email()).isNull();
    }

    @Test
    void should_list_nobody_who_is_no_member_or_did_not_consent_to_this() {
        assertThat(BEST.entryFor(standing(Set.of("new"), MAIL))).isNull();
        assertThat(BEST.entryFor(standing(Set.of("best")))).isNull();
        assertThat(BEST.entryFor(standing(Set.of("best"), new Consent("email", "marketing"))))
                .isNull();
        assertThat(BEST.entryFor(Standing.nobody("user:1", Instant.EPOCH))).isNull();
    }

    @Test
    void should_list_only_by_the_identifiers_that_the_document_names() {
        Audience byPhone = audience("{name: Best, segment: best, identifiers: [phone]}");

        assertThat(byPhone.entryFor(standing(Set.of("best"), MAIL))).isNull();
        assertThat(byPhone.entryFor(standing(Set.of("best"), MAIL, PHONE)).email())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{segment: best} | name | a name for people",
                "{name: B} | segment | the id of a segment",
                "{name: B, segment: Best} | segment | lower-case",
                "{name: B, segment: best, identifiers: []} | identifiers | email and phone",
                "{name: B, segment: best, identifiers: [fax]} | identifiers[0] | email or phone",
                "{name: B, segment: best, phoneFormat: dots} | phoneFormat | digits or plus",
                "{name: B, segment: best, push: 'https://a'} | push | lower-case",
                "{name: B, segment: best, to: x} | to | is not known here",
                "{name: B, segment: best, id: other} | id | as in the address",
                "[] | '' | a group of fields",
            })
    void should_say_what_is_wrong_and_where(String document, String path, String message) {
        Reading reading = AudienceReader.read("list", "--- " + document);

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(((Reading.Refused) reading).problems()).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void should_tell_of_a_hash_what_it_is_at_the_end_of_the_batch() throws IOException {
        String body = PushBody.of(
                BEST,
                List.of(
                        new Change(7, true, "email", "a"),
                        new Change(8, true, "phone", "b"),
                        new Change(9, false, "email", "a"),
                        new Change(11, false, "email", "c"),
                        new Change(12, true, "email", "c")));

        assertThat(Json.mapper().readTree(body))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                                        {"audience": "list", "from": 7, "to": 12, "add": {"email": ["c"], "phone": ["b"]},
                                         "remove": {"email": ["a"], "phone": []}}"""));
    }

    private static Audience audience(String document) {
        return ((Reading.Accepted) AudienceReader.read("list", "--- " + document)).audience();
    }

    private static Standing standing(Set<String> segments, Consent... consents) {
        return new Standing("user:1", Instant.EPOCH, segments, "jo@shop.example", "+4930123456", Set.of(consents));
    }
}
