package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionSentenceTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void shouldSayWhatIsMeant(String text, String sentence) {
        assertThat(ExpressionSentence.describe(Table.parsed(text))).isEqualTo(sentence);
    }

    static Stream<Arguments> sentences() {
        return Table.read("sentences.txt");
    }
}
