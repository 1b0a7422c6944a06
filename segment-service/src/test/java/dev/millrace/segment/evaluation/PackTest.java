package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import dev.millrace.segment.rule.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ready-made segments are definitions that this release reads, and each has a story. */
class PackTest {

    private static final Pattern PARAMETER = Pattern.compile("\\$([a-z]+)");

    @ParameterizedTest
    @MethodSource("ids")
    void shouldBeReadableWithoutADoubt(String id) throws IOException {
        ReadyMade segment = ReadyMade.segment(id);

        assertThat(SegmentDefinition.requireId(segment.id())).isEqualTo(id);
        assertThat(segment.name()).isNotBlank();
        assertThat(segment.purpose()).hasSizeGreaterThan(40);
        ParsedExpression parsed = ExpressionParser.parse(segment.expression(), segment.parameters());
        assertThat(parsed).describedAs(segment.expression()).isInstanceOf(ParsedExpression.Valid.class);
        ParsedExpression.Valid valid = (ParsedExpression.Valid) parsed;
        assertThat(valid.warnings()).isEmpty();
        assertThat(ids()).containsAll(Tree.segments(valid.expression()));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void shouldTellTheNumbersToAdapt(String id) {
        ReadyMade segment = ReadyMade.segment(id);

        List<String> asked = PARAMETER
                .matcher(segment.expression())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(segment.parameters()).containsOnlyKeys(asked);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void shouldHaveAStoryInWhichTheCustomerIsJudged(String id) {
        Path file = ReadyMade.SCENARIOS.resolve(id + ".yaml");

        assertThat(file).exists();
        assertThat(Scenario.readAll(file).scenarios())
                .isNotEmpty()
                .allSatisfy(scenario -> assertThat(scenario.pack()).contains(id))
                .allSatisfy(scenario -> assertThat(scenario.steps().stream().flatMap(PackTest::judged))
                        .contains(id));
    }

    @Test
    void shouldCompileTogether() throws IOException {
        List<SegmentDefinition> all =
                ids().map(id -> ReadyMade.segment(id).with(Map.of())).toList();

        assertThat(RuleSet.of(all).rules()).hasSameSizeAs(all);
    }

    private static Stream<String> judged(Scenario.Step step) {
        return Stream.of(step.expect(), step.entered(), step.exited())
                .filter(java.util.Objects::nonNull)
                .flatMap(expected -> expected.keySet().stream());
    }

    static Stream<String> ids() throws IOException {
        return ReadyMade.ids().stream();
    }
}
