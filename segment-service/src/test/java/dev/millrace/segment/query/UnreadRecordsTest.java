package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnreadRecordsTest {

    private static final TopicPartition SITE = new TopicPartition("site", 0);
    private static final TopicPartition ORDER = new TopicPartition("order", 0);
    private static final TopicPartition OTHER = new TopicPartition("site", 1);

    @Test
    void shouldAddUpTheTopicsOfAPartition() {
        assertThat(UnreadRecords.unread(
                        Map.of(SITE, new OffsetAndMetadata(7), ORDER, new OffsetAndMetadata(1)),
                        Map.of(SITE, 0L, ORDER, 0L, OTHER, 0L),
                        Map.of(SITE, 10L, ORDER, 1L, OTHER, 4L)))
                .isEqualTo(Map.of(0, 3L, 1, 4L));
    }

    @Test
    void shouldNotWaitForWhatTheLogHasDropped() {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        committed.put(SITE, null);

        assertThat(UnreadRecords.unread(committed, Map.of(SITE, 90L), Map.of(SITE, 100L)))
                .isEqualTo(Map.of(0, 10L));
    }

    @Test
    void shouldNotCountBelowNothing() {
        assertThat(UnreadRecords.unread(Map.of(SITE, new OffsetAndMetadata(12)), Map.of(SITE, 0L), Map.of(SITE, 10L)))
                .isEqualTo(Map.of(0, 0L));
    }
}
