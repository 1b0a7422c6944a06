package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Figures as text, for people or for programs. */
final class Report {

    private static final MathContext DIGITS = new MathContext(3);
    private static final List<String> HEAD = List.of("name", "value", "unit", "x baseline", "goal", "met");

    private Report() {}

    /** Texts stand left, numbers right. */
    static String table(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        figures.forEach(figure -> rows.add(row(figure)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    /** One JSON object on a line for each figure; what a figure lacks is null. */
    static String json(List<Figure> figures) {
        return figures.stream().map(figure -> object(figure).toString()).collect(Collectors.joining("\n"));
    }

    private static List<String> row(Figure figure) {
        return List.of(
                figure.name(),
                rounded(figure.value()),
                figure.unit(),
                figure.ratio() == null ? "" : rounded(figure.ratio()),
                figure.goal() == null ? "" : figure.goal().toString(),
                figure.met() == null ? "" : figure.met() ? "yes" : "NO");
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            boolean isNumber = column == 1 || column == 3;
            line.append(column == 0 ? "" : "  ")
                    .append(String.format(
                            Locale.ROOT, "%" + (isNumber ? "" : "-") + widths[column] + "s", row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private static ObjectNode object(Figure figure) {
        return Json.object()
                .put("name", figure.name())
                .put("value", figure.value())
                .put("unit", figure.unit())
                .put("baseline", figure.baseline())
                .put("ratio", figure.ratio())
                .put("goal", text(figure.goal()))
                .put("met", figure.met());
    }

    private static @Nullable String text(@Nullable Goal goal) {
        return goal == null ? null : goal.toString();
    }

    /** Three digits, but never fewer than the whole part has. */
    private static String rounded(double value) {
        return value >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
