package dev.millrace.segment.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BoundedMemoryTest {

    @Test
    void shouldReadSizesAsPeopleWriteThem() {
        assertThat(BoundedMemory.bytes("4096")).isEqualTo(4096);
        assertThat(BoundedMemory.bytes("64K")).isEqualTo(64 << 10);
        assertThat(BoundedMemory.bytes("128M")).isEqualTo(128 << 20);
        assertThat(BoundedMemory.bytes("3G")).isEqualTo(3L << 30);
    }

    @Test
    void shouldRefuseWhatIsNoSize() {
        assertThatThrownBy(() -> BoundedMemory.bytes("much")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> BoundedMemory.bytes("-1M")).isInstanceOf(ConfigException.class);
    }
}
