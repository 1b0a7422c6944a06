package dev.millrace.ingest.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"plain\"",
                "\"a \\\"quoted\\\" C:\\\\temp \\/ \\n\"",
                "\"Gr\u00fc\u00dfe, \u20ac 5, \u65e5\u672c\""
            })
    void shouldSeeThatNothingNeedsToBeCleaned(String json) {
        for (int before = 0; before < 8; before++) {
            assertThat(Text.isFit((" ".repeat(before) + json).getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5c7530303030", "5c7564383030", "c080", "e08080", "eda080", "f0808080", "f09f9880"})
    void shouldSeeWhatMayNeedToBeCleaned(String hex) {
        byte[] found = java.util.HexFormat.of().parseHex(hex);
        for (int before = 0; before < 16; before++) {
            byte[] json = new byte[before + found.length + 3];
            System.arraycopy(found, 0, json, before, found.length);
            assertThat(Text.isFit(json)).isFalse();
        }
    }

    /** Whatever Jackson makes of bytes, also of those that are no UTF-8. */
    @Test
    void shouldChangeNothingInWhatIsFit() {
        Random random = new Random(5);
        int fit = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] json = {'"', 'a', any(random), any(random), any(random), any(random), 'z', '"'};
            try {
                JsonNode sent =
                        Json.mapper().createArrayNode().add(Json.mapper().readTree(json));
                JsonNode cleaned = sent.deepCopy();
                Text.clean(cleaned);
                if (Text.isFit(json)) {
                    fit++;
                    assertThat(cleaned).isEqualTo(sent);
                }
            } catch (IOException e) {
                // no text at all
                continue;
            }
        }
        assertThat(fit).isGreaterThan(1_000);
    }

    private static byte any(Random random) {
        return (byte) (random.nextBoolean() ? random.nextInt(256) : 0x80 + random.nextInt(0x40));
    }
}
