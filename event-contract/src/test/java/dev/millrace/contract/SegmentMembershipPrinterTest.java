package dev.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mapper says what the bytes of a membership are; the printer must not differ in one. */
class SegmentMembershipPrinterTest {

    @Test
    void shouldWriteTheSamplesAsTheMapperDoes() throws JsonProcessingException {
        for (SegmentMembership membership : Samples.memberships()) {
            assertSame(membership);
        }
    }

    @Test
    void shouldWriteAnyTextAndNumberAsTheMapperDoes() throws JsonProcessingException {
        for (String text : List.of("plain", "say \"hello\"", "line\nand\ttab", "Žofia", "😀", "ß".repeat(200))) {
            for (int version : List.of(1, -1, Integer.MAX_VALUE)) {
                Instant since = Instant.ofEpochSecond(version * 40L, 5_000_000);
                assertSame(new SegmentMembership(CustomerId.user(text), text, text, version, since));
                assertSame(new SegmentMembership(CustomerId.user("u"), null, text, version, Instant.EPOCH));
            }
        }
    }

    @Test
    void shouldBeWhatIsWrittenOnTheTopic() {
        Topic<SegmentMembership.Key, SegmentMembership> topic = new Topics("t.").memberships();
        for (SegmentMembership membership : Samples.memberships()) {
            byte[] written = topic.valueSerde().serializer().serialize(topic.name(), membership);

            assertThat(written).isEqualTo(SegmentMembershipPrinter.print(membership));
            assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), written))
                    .isEqualTo(membership);
        }
    }

    private static void assertSame(SegmentMembership membership) throws JsonProcessingException {
        assertThat(new String(SegmentMembershipPrinter.print(membership), UTF_8))
                .isEqualTo(Json.mapper().writeValueAsString(membership));
    }
}
