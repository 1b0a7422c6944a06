package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "abc                    ; 3",
                "9[0-9]{4}              ; 5",
                "(ab){3}c               ; 10",
                "((a{10}){10}){10}      ; 1110",
                "a{2,}b{,3}             ; 7",
                "a{2,7}                 ; 7",
                "a{x}                   ; 4",
                "[](a{5}]b              ; 2",
                "[^]]b{3}               ; 4",
                "\\(a{3}                ; 4",
                "(\\Q)\\Ea{9}){9}       ; 99",
                "a|b{3}                 ; 5",
                "a{999999999}{9}        ; 8999999991"
            })
    void shouldCountWhatIsRepeated(String pattern, double size) {
        assertThat(PatternSize.of(pattern)).isEqualTo(size);
    }
}
