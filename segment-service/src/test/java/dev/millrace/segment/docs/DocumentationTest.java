package dev.millrace.segment.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.segment.evaluation.Scenario;
import dev.millrace.segment.evaluation.ScenarioRun;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionJson;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.rule.Field;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.ParsedExpression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The reference of the segment language says what the code does. Run are blocks marked {@code segment}, {@code sentence} and
 * {@code json tree} (of the segment before), {@code scenario}, and the tables headed "example", "rule" and "wrong".
 */
class DocumentationTest {

    private static final Document DOCUMENT = Document.read(Path.of("../docs/segment-language.md"));
    private static final Map<String, String> IN_TABLES = Map.of("idle", "1h", "quiet", "60d");

    @TestFactory
    Stream<DynamicTest> shouldShowWhatIsSo() {
        return Stream.concat(
                DOCUMENT.blocks().stream()
                        .map(block -> DynamicTest.dynamicTest(
                                DOCUMENT.place(block.line()) + " " + block.info(),
                                () -> at(block.line(), () -> run(block)))),
                rows());
    }

    @Test
    void shouldShowEveryConstruct() {
        Constructs constructs = new Constructs();
        for (Document.Block block : DOCUMENT.blocks()) {
            if (block.info().equals("segment")) {
                Examples examples = Examples.of(block.body());
                examples.expressions().forEach(text -> constructs.add(parse(text, examples.parameters())));
            } else if (block.info().equals("scenario")) {
                Scenario scenario = Scenario.read(block.text());
                scenario.segments().values().forEach(text -> constructs.add(parse(text, scenario.parameters())));
            }
        }
        for (Document.Table table : DOCUMENT.tables()) {
            if (table.isHeaded("example")) {
                table.rows().forEach(row -> constructs.add(parse(row.get(0), IN_TABLES)));
            }
        }
        Set<String> missing = new TreeSet<>(Constructs.all());
        missing.removeAll(constructs.used());

        assertThat(missing)
                .describedAs("constructs without an example in %s", DOCUMENT.file())
                .isEmpty();
    }

    @Test
    void shouldNameEveryFieldThatIsKnown() {
        assertThat(FieldDictionary.standard().fields().stream().map(Field::name))
                .allSatisfy(name -> assertThat(DOCUMENT.text()).contains("`" + name + "`"));
    }

    @Test
    void shouldTellTheBoundsOfTheCode() {
        assertThat(Bounds.all()).allSatisfy((what, most) -> assertThat(DOCUMENT.text())
                .contains(String.format("| %s | %,d |", what, most)));
    }

    @Test
    void shouldLinkToWhatIsThere() {
        assertThat(Links.broken(DOCUMENT)).isEmpty();
    }

    private static void run(Document.Block block) {
        switch (block.info()) {
            case "segment" -> {
                Examples examples = Examples.of(block.body());
                examples.expressions().forEach(text -> parse(text, examples.parameters()));
            }
            case "sentence" ->
                assertThat(ExpressionSentence.describe(shown(block))).isEqualTo(String.join(" ", block.body()));
            case "json tree" ->
                assertThat(ExpressionJson.write(shown(block)).toPrettyString())
                        .isEqualTo(json(block).toPrettyString());
            case "json request" -> json(block);
            case "json answer" ->
                assertThat(Checked.answer(json(Objects.requireNonNull(block.before())))
                                .toPrettyString())
                        .isEqualTo(json(block).toPrettyString());
            case "scenario" -> new ScenarioRun(Scenario.read(block.text())).run();
            case "text" -> {}
            default -> throw new AssertionError("nobody runs a block marked \"" + block.info() + "\"");
        }
    }

    private static Stream<DynamicTest> rows() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Document.Table table : DOCUMENT.tables()) {
            for (int i = 0; i < table.rows().size(); i++) {
                List<String> row = table.rows().get(i);
                int line = table.lineOf(i);
                Runnable check = check(table, row);
                if (check != null) {
                    tests.add(DynamicTest.dynamicTest(DOCUMENT.place(line) + " " + row.get(0), () -> at(line, check)));
                }
            }
        }
        return tests.stream();
    }

    private static @Nullable Runnable check(Document.Table table, List<String> row) {
        if (table.isHeaded("example", "in plain English")) {
            return () -> assertThat(ExpressionSentence.describe(parse(row.get(0), IN_TABLES)))
                    .isEqualTo(row.get(1));
        }
        if (table.isHeaded("example")) {
            return () -> parse(row.get(0), IN_TABLES);
        }
        if (table.isHeaded("wrong", "at", "message", "found", "expected", "suggestion")) {
            return () -> assertThat(Complaint.refusal(row.get(0), IN_TABLES)).isEqualTo(Complaint.told(row));
        }
        return table.isHeaded("doubtful", "at", "warning", "found", "suggestion")
                ? () -> assertThat(Complaint.warning(row.get(0), IN_TABLES))
                        .isEqualTo(Complaint.told(row.get(1), row.get(2), row.get(3), row.get(4)))
                : null;
    }

    /** The expression that the block above shows. */
    private static Expression shown(Document.Block block) {
        Document.Block before = Objects.requireNonNull(block.before());
        while (!before.info().equals("segment")) {
            before = Objects.requireNonNull(before.before());
        }
        Examples examples = Examples.of(before.body());
        return parse(examples.expression(), examples.parameters());
    }

    private static Expression parse(String text, Map<String, String> parameters) {
        ParsedExpression parsed = ExpressionParser.parse(text, parameters);
        assertThat(parsed).describedAs(text).isInstanceOf(ParsedExpression.Valid.class);
        return ((ParsedExpression.Valid) parsed).expression();
    }

    private static JsonNode json(Document.Block block) {
        try {
            return Json.mapper().readTree(block.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void at(int line, Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(DOCUMENT.place(line) + ": " + failed.getMessage(), failed);
        }
    }
}
