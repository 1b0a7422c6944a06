package dev.millrace.benchmarks.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.benchmarks.rules.SegmentMix;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.evaluation.RuleSet;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    @Test
    void shouldTellTheBareTopologyWhatTheServiceIsTold() {
        Properties settings = ServiceSettings.streams("broker:1", "bare", "folder");
        StreamsConfig config = new StreamsConfig(settings);
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("bare");
        assertThat(settings.values()).noneMatch(value -> value.toString().contains("${"));
    }

    @Test
    void shouldHaveFiftySegmentsThatCanAllBeRead() {
        assertThat(Segments.all()).hasSize(Segments.COUNT);
        assertThat(Segments.all().stream().map(SegmentDefinition::id)).doesNotHaveDuplicates();
        assertThat(RuleSet.of(Segments.all()).rules()).hasSize(Segments.COUNT);
        assertThat(SegmentMix.of(3)).hasSize(3);
    }
}
