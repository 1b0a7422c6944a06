package dev.millrace.mailer.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.parser.Flavor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {

    private static final List<Object> VALUES = new ArrayList<>(Arrays.asList(
            null,
            0L,
            1,
            -7L,
            3L,
            Long.MAX_VALUE,
            new BigDecimal("49.50"),
            new BigDecimal("-0.5"),
            new BigDecimal("50"),
            new BigDecimal("5E+3"),
            new BigDecimal("1E-30"),
            2.5,
            "4",
            "4.20",
            "many",
            true));

    @ParameterizedTest
    @ValueSource(strings = {"times", "modulo"})
    void shouldAnswerAsTheLibraryDoes(String name) {
        Filter library = Flavor.LIQUID.getFilters().get(name);
        Filter quick = WholeNumbers.quick(library);

        assertThat(quick).isNotSameAs(library);
        for (Object value : VALUES) {
            for (Object by : VALUES) {
                assertThat(answer(quick, value, by))
                        .as("%s | %s: %s", value, name, by)
                        .isEqualTo(answer(library, value, by));
            }
        }
    }

    /** What is printed, or the kind of failure. */
    private static String answer(Filter filter, Object value, Object by) {
        try {
            Object answer = filter.apply(value, new TemplateContext(), by);
            return answer.getClass().getSimpleName() + " " + answer;
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
