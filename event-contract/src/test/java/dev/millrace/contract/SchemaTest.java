package dev.millrace.contract;

import static dev.millrace.contract.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    @ParameterizedTest
    @MethodSource("valuesOfEveryTopic")
    <V> void shouldDescribeWhatTheSerdeOfATopicWrites(Topic<?, V> topic, V value) throws IOException {
        JsonNode written = written(topic, value);

        assertThat(Schemas.complaints(recordOf(topic), written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryTopic")
    <V> void shouldNameEveryPropertyThatIsWritten(Topic<?, V> topic, V value) throws IOException {
        List<String> described = new ArrayList<>();
        Schemas.documentOf(recordOf(topic)).findValues("properties").stream()
                .filter(JsonNode::isObject)
                .forEach(properties -> properties.fieldNames().forEachRemaining(described::add));

        assertThat(described).containsAll(fieldNames(written(topic, value)));
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryTopic")
    <V> void shouldGiveBackWhatWasWritten(Topic<?, V> topic, V value) {
        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);

        assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), bytes))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryTopic")
    <V> void shouldRefuseAValueThatLacksAPropertyItMustHave(Topic<?, V> topic, V value) throws IOException {
        ObjectNode written = (ObjectNode) written(topic, value);

        assertThat(fieldNames(written))
                .filteredOn(name -> required(recordOf(topic), written).contains(name))
                .allSatisfy(name -> {
                    ObjectNode without = written.deepCopy().without(name);
                    assertThat(Schemas.complaints(recordOf(topic), without)).isNotEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryTopic")
    <V> void shouldNotReadAValueThatLacksAnIdOrACustomer(Topic<?, V> topic, V value) throws IOException {
        JsonNode written = written(topic, value);

        assertThat(Stream.of("id", "customer", "kind", "at", "type").filter(written::has))
                .allSatisfy(name -> {
                    byte[] bytes = Json.mapper().writeValueAsBytes(((ObjectNode) written.deepCopy()).without(name));
                    assertThatThrownBy(() -> topic.valueSerde().deserializer().deserialize(topic.name(), bytes))
                            .isInstanceOf(SerializationException.class);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            id; ""
            id; "  "
            kind; "screen"
            customer; "somebody@shop.example"
            customer; "user:"
            timestamp; "yesterday"
            timestamp; "2026-03-01T10:00:00+01:00"
            timestamp; 1772359200
            trust; "none"
            historical; "no"
            properties; []
            properties; {"total": 59.80}
            properties; {"total": "59,80"}
            properties; {"products": [{"price": 29.90}]}
            properties; {"products": {}}
            """)
    void shouldComplainAboutAnEventThatIsNotOne(String property, String value) throws IOException {
        ObjectNode event = Json.mapper().valueToTree(Samples.shopEvents().get(0));
        event.set(property, Json.mapper().readTree(value));

        assertThat(Schemas.complaints(ShopEvent.class, event)).isNotEmpty();
    }

    @Test
    void shouldLeaveThePropertiesOfAnEventOfTheShopsOwnAsTheyWereSent() {
        ObjectNode event = Json.mapper().valueToTree(Samples.shopEvents().get(0));
        event.put("name", "Level Reached").set("properties", object().put("value", 5));

        assertThat(Schemas.complaints(ShopEvent.class, event)).isEmpty();
    }

    static Stream<Arguments> valuesOfEveryTopic() {
        return TOPICS.all().stream()
                .filter(topic -> topic.valueSerde() instanceof JsonSerde<?>)
                .flatMap(topic ->
                        Samples.byRecord().get(recordOf(topic)).stream().map(value -> arguments(topic, value)));
    }

    private static Class<?> recordOf(Topic<?, ?> topic) {
        return ((JsonSerde<?>) topic.valueSerde()).type();
    }

    private static <V> JsonNode written(Topic<?, V> topic, V value) throws IOException {
        return Json.mapper().readTree(topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> required(Class<?> record, JsonNode written) {
        JsonNode schema = Schemas.documentOf(record);
        JsonNode of =
                written.has("type") ? schema.at("/$defs/" + written.path("type").asText()) : schema;
        List<String> names = new ArrayList<>();
        of.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
