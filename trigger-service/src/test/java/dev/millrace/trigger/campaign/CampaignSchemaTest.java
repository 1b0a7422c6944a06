package dev.millrace.trigger.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.contract.Json;
import dev.millrace.trigger.journey.RandomCampaigns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema that editors use says is what the reader says, as far as a schema can. */
class CampaignSchemaTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Schema SCHEMA = schema();

    @Property(tries = 500)
    void should_agree_that_a_campaign_is_one(@ForAll long seed) {
        JsonNode document = RandomCampaigns.document(seed);

        assertThat(complaints(document)).isEmpty();
        assertThat(CampaignReader.read("random", document)).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void should_take_the_ready_made_campaigns() throws IOException {
        Path folder = Path.of(System.getProperty("millrace.root", "..")).resolve("deploy/pack/campaigns");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                assertThat(complaints(YAML.readTree(file.toFile())))
                        .describedAs(file.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{start: {entered: a}, steps: [{send: {template: t}}]}",
                "{name: n, start: {}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a, event: b}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a, where: b}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: A}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, steps: []}",
                "{name: n, start: {entered: a}, steps: [{send: {template: t}, wait: 1d}]}",
                "{name: n, start: {entered: a}, steps: [{send: {}}]}",
                "{name: n, start: {entered: a}, steps: [{wait: soon}, {send: {template: t}}]}",
                "{name: n, start: {entered: a}, steps: [{wait: {event: a}}, {send: {template: t}}]}",
                "{name: n, start: {entered: a}, steps: [{wait: {until: '9:00'}}, {send: {template: t}}]}",
                "{name: n, start: {entered: a}, steps: [{set: {}}]}",
                "{name: n, start: {entered: a}, steps: [{set: {traits: {email: a}}}]}",
                "{name: n, start: {entered: a}, steps: [{split: [{weight: 1, steps: []}]}]}",
                "{name: n, start: {entered: a}, steps: [{coupon: a}]}",
                "{name: n, start: {entered: a}, steps: [{coupon: {pool: a, generate: {length: 7}}}]}",
                "{name: n, start: {entered: a}, steps: [{coupon: {pool: a, minimumOrder: 40}}]}",
                "{name: n, start: {entered: a}, steps: [{coupon: {pool: a, minimumOrder: '-1', currency: EUR}}]}",
                "{name: n, start: {entered: a}, steps: [{points: {earn: 1, spend: 1}}]}",
                "{name: n, start: {entered: a}, steps: [{points: {spend: 1, forEach: 1}}]}",
                "{name: n, start: {entered: a}, steps: [{referral: {link: 'https://a.example/'}}]}",
                "{name: n, start: {entered: a}, steps: [{referral: {reward: {points: 1}}}]}",
                "{name: n, start: {entered: a}, steps: [{webhook: {url: 'https://a.example/'}}]}",
                "{name: n, start: {entered: a}, priority: 10, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, holdOut: 100%, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, goal: g, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, goal: {within: 7d}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, goal: {event: b, touch: seen}, steps: [{send: {template: t}}]}",
                "{name: n, start: {entered: a}, reentry: often, steps: [{send: {template: t}}]}",
            })
    void should_agree_that_it_is_none(String document) throws IOException {
        JsonNode read = YAML.readTree(document);

        assertThat(complaints(read)).isNotEmpty();
        assertThat(CampaignReader.read("none", read)).isInstanceOf(Reading.Refused.class);
    }

    private static List<String> complaints(JsonNode document) {
        return SCHEMA.validate(document).stream().map(Error::toString).toList();
    }

    private static Schema schema() {
        try (InputStream in =
                CampaignSchemaTest.class.getResourceAsStream("/META-INF/resources/schemas/campaign.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Json.mapper().readTree(in));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
