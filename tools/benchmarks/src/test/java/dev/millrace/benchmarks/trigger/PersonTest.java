package dev.millrace.benchmarks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10_000_000, 123_456_789, 999_999_999})
    void shouldBeToldByTheKeyOfTheirRecords(long number) {
        byte[] key = Person.id(number).value().getBytes(StandardCharsets.UTF_8);

        assertThat(Person.number(key)).isEqualTo(number);
        assertThat(Person.name(number)).isEqualTo(Person.id(number).value());
    }
}
