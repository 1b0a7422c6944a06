package dev.millrace.trigger.policy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.trigger.campaign.Problem;
import dev.millrace.trigger.policy.consent.Basis;
import dev.millrace.trigger.policy.law.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesReaderTest {

    private static final String WHOLE =
            """
            home: {country: United States, region: California, zone: America/Los_Angeles}
            sender: {postalAddress: "Mill & Co, 1 Mill Lane"}
            consent:
              bases: [soft-opt-in, implied, opt-out]
              proof: required
              expiresAfter: 1095d
              inquiries: [quote_requested]
            doubleOptIn: {where: [DE, "NO"], unrecorded: accept}
            caps:
              - {segment: highly-engaged, week: 5}
              - {segment: engaged, day: 1, week: 3}
              - {month: 1}
            quietHours: {from: 21:00, until: "08:00", spread: 1h}
            unengaged: {segment: active, after: 90d, except: [win-back]}
            """;

    @Test
    void should_read_all_of_it() {
        Policies policies = accepted(WHOLE);

        assertThat(policies.home()).isEqualTo(new Home(new Place("US", "CA"), ZoneId.of("America/Los_Angeles")));
        assertThat(policies.postalAddress()).isEqualTo("Mill & Co, 1 Mill Lane");
        assertThat(policies.consent().bases())
                .containsExactlyInAnyOrder(Basis.EXPRESS, Basis.SOFT_OPT_IN, Basis.IMPLIED, Basis.OPT_OUT);
        assertThat(policies.consent().needsProof()).isTrue();
        assertThat(policies.consent().expiresAfter()).isEqualTo(Duration.ofDays(1095));
        assertThat(policies.consent().inquiries()).containsExactly("quote_requested");
        assertThat(policies.doubleOptIn())
                .isEqualTo(new DoubleOptIn(DoubleOptIn.Where.COUNTRIES, Set.of("DE", "NO"), true));
        assertThat(policies.caps().caps()).hasSize(3);
        assertThat(policies.caps().caps().get(1).limits())
                .containsExactly(
                        new FrequencyCaps.Limit(FrequencyCaps.Window.DAY, 1),
                        new FrequencyCaps.Limit(FrequencyCaps.Window.WEEK, 3));
        assertThat(policies.quietHours())
                .contains(new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0), Duration.ofHours(1)));
        assertThat(policies.unengaged()).contains(new Unengaged("active", Duration.ofDays(90), Set.of("win-back")));
        assertThat(PoliciesReader.segments(policies))
                .containsEntry("caps[0].segment", "highly-engaged")
                .containsEntry("caps[1].segment", "engaged")
                .containsEntry("unengaged.segment", "active")
                .hasSize(3);
    }

    @Test
    void should_read_it_again_from_what_is_kept() {
        PoliciesReading.Accepted once = (PoliciesReading.Accepted) PoliciesReader.read(WHOLE);

        assertThat(accepted(once.document().toString())).isEqualTo(once.policies());
    }

    @Test
    void should_be_the_default_where_nothing_is_said_but_for_the_postal_address() {
        Policies policies = accepted("home: {country: FR}");

        assertThat(policies.home().zone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(policies.consent()).isEqualTo(Policies.DEFAULT.consent());
        assertThat(policies.doubleOptIn()).isEqualTo(Policies.DEFAULT.doubleOptIn());
        assertThat(policies.caps()).isEqualTo(Policies.DEFAULT.caps());
        assertThat(policies.postalAddress()).isNull();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    caps: 3                                         | caps                  | expected a list such as
                    caps: [{week: 0}]                               | caps[0].week          | 1 to 1000
                    caps: [{week: -1}]                              | caps[0].week          | 1 to 1000
                    caps: [{week: 2.5}]                             | caps[0].week          | 1 to 1000
                    caps: [{segment: engaged}]                      | caps[0]               | has no limit
                    caps: [{year: 3}]                               | caps[0].year          | expected one of [day, month, segment, week]
                    'caps: [{month: 1}, {segment: a, week: 1}]'     | caps[1]               | is never reached
                    caps: [{segment: Not An Id, week: 1}]           | caps[0].segment       | found "Not An Id"
                    quietHours: {from: 9pm, until: "08:00"}         | quietHours.from       | such as "21:00"
                    quietHours: {until: "08:00"}                    | quietHours.from       | is missing
                    quietHours: {from: "08:00", until: "08:00"}     | quietHours            | end when they begin
                    'quietHours: {from: "21:00", until: "20:00", spread: 90m}' | quietHours | before it is quiet again
                    unengaged: {segment: engaged}                   | unengaged.after       | is missing
                    home: {country: Narnia}                         | home.country          | ISO 3166
                    home: {country: US, region: Narnia}             | home.region           | a state of US, CA or AU
                    home: {zone: Mars/Olympus}                      | home.zone             | Europe/Berlin
                    consent: {bases: [legitimate-interest]}         | consent.bases[0]      | expected one of [express, implied, opt-out, soft-opt-in]
                    consent: {bases: [opt-out]}                     | sender                | postal address
                    consent: {proof: yes please}                    | consent.proof         | expected one of [optional, required]
                    consent: {expiresAfter: 3 years}                | consent.expiresAfter  | a duration such as
                    consent: {inquiries: [Quote Requested]}         | consent.inquiries[0]  | snake case
                    doubleOptIn: {where: [Narnia]}                  | doubleOptIn.where[0]  | ISO 3166
                    doubleOptIn: {where: [DE, NO]}                  | doubleOptIn.where[1]  | in quotes
                    doubleOptIn: {where: sometimes}                 | doubleOptIn.where     | law, everywhere, nowhere
                    cap: [{month: 1}]                               | cap                   | is not known here
                    """)
    void should_say_what_is_wrong_and_where(String document, String path, String message) {
        assertThat(refused(document)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void should_find_every_fault_at_once() {
        assertThat(refused("caps: 3\nhome: {country: Narnia}\nquietHours: {from: 1}\n"))
                .extracting(Problem::path)
                .contains("caps", "home.country", "quietHours.from", "quietHours.until");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[a]", "caps: [\n", "caps: []\ncaps: []"})
    void should_refuse_what_is_no_document(String document) {
        assertThat(refused(document)).isNotEmpty();
    }

    @Test
    void should_read_the_ready_made_policies() throws IOException {
        Path pack = Path.of(System.getProperty("millrace.root", "..")).resolve("deploy/pack/policies.yaml");

        assertThat(accepted(Files.readString(pack)).caps().caps()).hasSize(3);
    }

    private static Policies accepted(String document) {
        PoliciesReading reading = PoliciesReader.read(document);
        assertThat(reading).isInstanceOf(PoliciesReading.Accepted.class);
        return ((PoliciesReading.Accepted) reading).policies();
    }

    private static List<Problem> refused(String document) {
        PoliciesReading reading = PoliciesReader.read(document);
        assertThat(reading).isInstanceOf(PoliciesReading.Refused.class);
        return ((PoliciesReading.Refused) reading).problems();
    }
}
