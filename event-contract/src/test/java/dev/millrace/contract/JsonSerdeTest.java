package dev.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSerdeTest {

    private final JsonSerde<ShopEvent> serde = new JsonSerde<>(ShopEvent.class);

    @Test
    void shouldReadNoBytesAsATombstone() {
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
        assertThat(serde.serializer().serialize("t", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{", "[]", "42", "\"text\"", "{}", "{\"id\":\"m-1\"}", "\u0000\u0001"})
    void shouldRefuseBytesThatAreNotTheRecord(String text) {
        assertThatThrownBy(() -> read(text.getBytes(UTF_8))).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRefuseTextAfterTheRecord() {
        byte[] twice = (text(Samples.shopEvents().get(0)) + "{}").getBytes(UTF_8);

        assertThatThrownBy(() -> read(twice)).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldNotQuoteTheRecordWhenItRefuses() {
        assertThatThrownBy(() -> read("{\"id\":\"m-1\",\"kind\":\"anna@shop.example".getBytes(UTF_8)))
                .hasMessageNotContaining("anna")
                .hasMessageStartingWith("not a ShopEvent");
    }

    @Test
    void shouldIgnoreAPropertyItDoesNotKnow() throws IOException {
        ShopEvent event = Samples.shopEvents().get(0);
        ObjectNode later = Json.mapper().valueToTree(event);
        later.put("addedLater", true);

        assertThat(read(Json.mapper().writeValueAsBytes(later))).isEqualTo(event);
    }

    @Test
    void shouldLeaveOutWhatIsAbsent() {
        assertThat(text(Samples.shopEvents().get(1))).doesNotContain("userId", "null");
    }

    @Test
    void shouldKeepDecimalsAndTextExactly() throws IOException {
        ObjectNode properties = (ObjectNode)
                Json.mapper().readTree("{\"rate\":0.10,\"big\":12345678901234567890.125,\"name\":\"Ž😀\"}");
        ShopEvent base = Samples.shopEvents().get(1);
        ShopEvent event = new ShopEvent(
                base.id(),
                base.kind(),
                base.name(),
                base.customer(),
                base.alsoKnownAs(),
                null,
                null,
                base.timestamp(),
                base.receivedAt(),
                base.source(),
                base.trust(),
                false,
                properties,
                Json.object(),
                Json.object());

        assertThat(text(event)).contains("0.10", "12345678901234567890.125", "Ž");
        assertThat(read(text(event).getBytes(UTF_8))).isEqualTo(event);
    }

    private ShopEvent read(byte[] bytes) {
        return serde.deserializer().deserialize("t", bytes);
    }

    private String text(ShopEvent event) {
        return new String(serde.serializer().serialize("t", event), UTF_8);
    }
}
