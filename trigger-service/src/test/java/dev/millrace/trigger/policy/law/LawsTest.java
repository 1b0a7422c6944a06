package dev.millrace.trigger.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Json;
import dev.millrace.trigger.campaign.DocumentText;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LawsTest {

    private final Laws laws = Laws.shipped();

    @ParameterizedTest
    @CsvSource({
        "US,    ,   us",
        "US,    CA, us-ca",
        "US,    NY, us",
        "CA,    ON, ca",
        "DE,    ,   de",
        "PL,    ,   eu",
        "JP,    ,   elsewhere",
        ",      ,   elsewhere",
    })
    void should_choose_by_country_and_region(String country, String region, String law) {
        assertThat(laws.of(new Place(country, region)).id()).isEqualTo(law);
    }

    @Test
    void should_have_a_source_for_every_rule_and_the_day_it_was_looked_over() {
        laws.all().values().forEach(law -> {
            assertThat(law.rules()).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.source().text()).hasSizeGreaterThan(9);
                assertThat(rule.kind()).isNotBlank();
            });
            assertThat(LocalDate.parse(law.version())).isAfterOrEqualTo("2026-11-22");
        });
    }

    @Test
    void should_say_for_every_place_whether_mail_needs_permission_and_that_one_can_object() {
        laws.all().values().forEach(law -> assertThat(law.rules())
                .as(law.id())
                .hasAtLeastOneElementOfType(LawRule.MarketingMail.class)
                .hasAtLeastOneElementOfType(LawRule.Objection.class)
                .hasAtLeastOneElementOfType(LawRule.Sharing.class));
    }

    @Test
    void should_cover_the_whole_european_economic_area() {
        assertThat("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
                        .split(" "))
                .hasSize(30)
                .allSatisfy(country -> {
                    assertThat(laws.all()).containsKey(country);
                    assertThat(laws.of(new Place(country, null)).needsPermission())
                            .isTrue();
                    assertThat(laws.of(new Place(country, null)).needsPermissionToShare())
                            .isTrue();
                });
    }

    @Test
    void should_inherit_what_a_law_does_not_say_itself() {
        Law california = laws.of(new Place("US", "CA"));

        assertThat(california.needsPermission()).isFalse();
        assertThat(california.needsPostalAddress()).isTrue();
        assertThat(california.rules().stream().filter(LawRule.Sharing.class::isInstance))
                .singleElement()
                .satisfies(rule -> assertThat(rule.source().text()).contains("1798.120"));
    }

    @Test
    void should_know_casl() {
        assertThat(laws.of(new Place("CA", null)).impliedConsents())
                .extracting(rule -> rule.dealing() + " " + rule.within())
                .containsExactly("PURCHASE " + Period.ofYears(2), "INQUIRY " + Period.ofMonths(6));
    }

    @ParameterizedTest
    @CsvSource({
        "DE, , DE",
        "de, , DE",
        "DEU, , DE",
        "Germany, , DE",
        "UK, , GB",
        "USA, California, US-CA",
        "US, ca, US-CA",
        "US, US-CA, US-CA",
        "US, Bavaria, US",
        "Narnia, CA, unknown",
        "'', , unknown",
    })
    void should_read_a_place_as_people_write_it(String country, String state, String expected) {
        var traits = Json.object();
        traits.putObject("address").put("country", country).put("state", state);
        var flat = Json.object().put("country", country).put("state", state);

        assertThat(Place.of(traits, laws.regions()).text()).isEqualTo(expected);
        assertThat(Place.of(flat, laws.regions()).text()).isEqualTo(expected);
    }

    @Test
    void should_know_a_zone_for_every_country() {
        for (String country : Locale.getISOCountries()) {
            if (!country.equals("BV") && !country.equals("HM")) {
                assertThat(laws.regions().zone(new Place(country, null)))
                        .as(country)
                        .isPresent();
            }
        }
        assertThat(laws.regions().zone(new Place("AU", "WA"))).contains(ZoneId.of("Australia/Perth"));
        assertThat(laws.regions().zone(Place.UNKNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {version: x, laws: [{id: a, name: A, places: [A], rules: [{rule: objection}]}]}         | source
                    {version: x, laws: [{id: a, name: A, places: [A], rules: [{rule: hope, source: s}]}]}   | found "hope"
                    {version: x, laws: [{id: a, name: A, extends: b, places: [A], rules: []}]}              | does not stand before
                    {laws: [{id: a, name: A, places: [A, A], rules: []}]}                                   | has another law
                    {version: x, laws: [{id: a, name: A, places: [A], rules: [{rule: implied-consent, dealing: hope, within: P1Y, source: s}]}]} | purchase, inquiry
                    """)
    void should_not_start_with_faults_in_the_data(String document, String message) {
        LawReader reader = new LawReader();
        var json = ((DocumentText.Parsed) DocumentText.parse("# yaml\n" + document)).document();

        assertThatThrownBy(() -> reader.read("faulty.yaml", json)).hasMessageContaining(message);
    }
}
