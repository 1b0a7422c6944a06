package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private final JsonNode document = read();

    @Test
    void shouldDescribeEveryTopicWithTheSchemaOfItsValue() {
        Map<String, String> expected = new Topics(Topics.DEFAULT_PREFIX)
                .all().stream().collect(Collectors.toMap(Topic::name, AsyncApiTest::schemaOf));

        assertThat(described()).isEqualTo(new TreeMap<>(expected));
    }

    @Test
    void shouldSayWhoWritesEachTopic() {
        List<String> channels = new ArrayList<>();
        document.path("operations")
                .forEach(operation ->
                        channels.add(operation.at("/channel/$ref").asText().replaceFirst("#/channels/", "")));

        assertThat(channels).containsExactlyInAnyOrderElementsOf(() -> document.path("channels")
                .fieldNames());
    }

    @Test
    void shouldReferOnlyToWhatIsThere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(getClass().getResource("/" + reference))
                        .as(reference)
                        .isNotNull();
            }
        });
    }

    private Map<String, String> described() {
        Map<String, String> schemas = new TreeMap<>();
        document.path("channels").forEach(channel -> {
            String message =
                    channel.path("messages").iterator().next().path("$ref").asText();
            schemas.put(
                    channel.path("address").asText(),
                    document.at(message.substring(1) + "/payload/schema/$ref").asText());
        });
        return schemas;
    }

    private static String schemaOf(Topic<?, ?> topic) {
        return topic.valueSerde() instanceof JsonSerde<?> json ? Schemas.fileOf(json.type()) : "";
    }

    private static JsonNode read() {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("asyncapi.yaml is not YAML", e);
        }
    }
}
