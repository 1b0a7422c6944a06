package dev.millrace.segment.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Expressions with what becomes of them: a line with the expression, and an indented one below. Lines with # are comments. */
final class Table {

    static final Map<String, String> PARAMETERS = Map.of(
            "idle", "1h between 10m and 7d",
            "low", "5m between 10m and 7d",
            "kind", "5 between 10m and 7d",
            "category", "\"shoes\"",
            "source", "\"google\"",
            "odd", "count(x)");

    private Table() {}

    static Stream<Arguments> read(String file) {
        try (InputStream stream = Objects.requireNonNull(Table.class.getResourceAsStream(file), file)) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            return IntStream.range(0, lines.size() / 2)
                    .mapToObj(i ->
                            Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Expression parsed(String text) {
        ParsedExpression parsed = ExpressionParser.parse(text, PARAMETERS);
        if (parsed instanceof ParsedExpression.Valid valid) {
            return valid.expression();
        }
        throw new AssertionError(text + ": " + parsed);
    }

    static ExpressionError refused(String text) {
        ParsedExpression parsed = ExpressionParser.parse(text, PARAMETERS);
        if (parsed instanceof ParsedExpression.Invalid invalid) {
            return invalid.error();
        }
        throw new AssertionError(text + ": " + parsed);
    }
}
