package dev.millrace.segment.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "16384, 808001",
        "72057594037927935, ffffffffffffff7f",
        "72057594037927936, 808080808080808001",
        "9223372036854775807, ffffffffffffffff7f",
        "-1, ffffffffffffffffff01"
    })
    void shouldWriteAndReadLeb128(long value, String octets) {
        ByteWriter out = new ByteWriter();
        out.unsigned(value);

        assertThat(HexFormat.of().formatHex(out.toBytes())).isEqualTo(octets);
        assertThat(new ByteReader(out.toBytes()).unsigned()).isEqualTo(value);
    }

    @Test
    void shouldReadEveryLengthAmongOthersAndAtTheEnd() {
        ByteWriter out = new ByteWriter();
        for (int bits = 0; bits < Long.SIZE; bits++) {
            out.unsigned(1L << bits);
            out.unsigned((1L << bits) - 1);
            out.signed(-(1L << bits));
        }
        ByteReader in = new ByteReader(out.toBytes());

        for (int bits = 0; bits < Long.SIZE; bits++) {
            assertThat(in.unsigned()).isEqualTo(1L << bits);
            assertThat(in.unsigned()).isEqualTo((1L << bits) - 1);
            assertThat(in.signed()).isEqualTo(-(1L << bits));
        }
        in.requireEnd();
    }

    @Test
    void shouldRefuseANumberWithoutAnEnd() {
        assertThatThrownBy(() -> new ByteReader(HexFormat.of().parseHex("ffff")).unsigned())
                .isInstanceOf(UnreadableState.class);
        assertThatThrownBy(() -> new ByteReader(HexFormat.of().parseHex("ffffffffffffffffffffffff")).unsigned())
                .isInstanceOf(UnreadableState.class);
    }
}
