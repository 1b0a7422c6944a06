package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Move;
import dev.millrace.contract.Topics;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one part of the service writes, the next one must take: a record that does not fit would be tried for ever. */
class RecordSizeTest {

    @Test
    void shouldGiveTopicsAndChangelogsRoomForWhatIsWritten(@TempDir Path folder) throws Exception {
        Properties settings = StreamSettings.of("unused:1", "one", folder.toString(), "test");
        Topics topics = new Topics("t.");
        String most = Integer.toString(Move.MAX_BYTES);

        assertThat(settings)
                .containsEntry("producer.max.request.size", most)
                .containsEntry("topic.max.message.bytes", most);
        assertThat(topics.moves().settings()).containsEntry("max.message.bytes", most);
        assertThat(topics.transitions().settings()).containsEntry("max.message.bytes", most);
        assertThat(2L * Stores.MAX_TAKEN).isLessThan(Move.MAX_BYTES);
    }
}
