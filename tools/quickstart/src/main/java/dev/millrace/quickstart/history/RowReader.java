package dev.millrace.quickstart.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row. Blank rows are no rows. */
final class RowReader {

    /** What is done with a row. */
    interface RowConsumer {
        void accept(Row row) throws IOException, InterruptedException;
    }

    private final HistoryFormat format;
    private @Nullable Map<Column, Integer> places;
    private long rows;

    RowReader(HistoryFormat format) {
        this.format = format;
    }

    void read(HistoryFile file, RowConsumer consumer) throws IOException, InterruptedException {
        try (Reader text = file.open()) {
            if (format.jsonLines() || isNamedJsonLines(file)) {
                readJsonLines(text, consumer);
            } else if (format.separator() == null) {
                readBlankSeparated(text, consumer);
            } else {
                readCsv(text, format.separator(), consumer);
            }
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(
                    file.path() + " is not UTF-8 text past row " + rows + "; convert it first, for example with iconv",
                    e);
        }
    }

    private void readBlankSeparated(Reader text, RowConsumer consumer) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(text);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            take(line.strip().split("\\s+"), consumer);
        }
    }

    private static boolean isNamedJsonLines(HistoryFile file) {
        String name = file.path().getFileName().toString();
        return name.matches("(?i).*\\.(jsonl|ndjson)(\\.gz)?");
    }

    /** Each line an object, whose fields are what columns are in a table; inside of others they are named like {@code a.b}. */
    private void readJsonLines(Reader text, RowConsumer consumer) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(text);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                rows++;
                Map<String, String> fields = new LinkedHashMap<>();
                try {
                    flatten("", Json.mapper().readTree(line), fields);
                } catch (JsonProcessingException e) {
                    fields.clear();
                }
                String[] names = fields.keySet().toArray(String[]::new);
                consumer.accept(new Row(rows, names.length == 0 ? Map.of() : values(json(names), fields)));
            }
        }
    }

    /** Objects need not have all the same fields. */
    private Map<Column, Integer> json(String[] names) {
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        List<String> known = List.of(names);
        format.columns().forEach((column, name) -> {
            if (known.contains(name)) {
                found.put(column, known.indexOf(name));
            }
        });
        placeByHeading(found, known);
        return found;
    }

    private static Map<Column, String> values(Map<Column, Integer> places, Map<String, String> fields) {
        List<String> cells = List.copyOf(fields.values());
        Map<Column, String> values = new EnumMap<>(Column.class);
        places.forEach((column, place) -> {
            if (!cells.get(place).isBlank()) {
                values.put(column, cells.get(place).strip());
            }
        });
        return values;
    }

    private static void flatten(String name, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), fields));
        } else if (!name.isEmpty() && !node.isNull()) {
            fields.put(name, node.asText());
        }
    }

    private void readCsv(Reader text, char separator, RowConsumer consumer) throws IOException, InterruptedException {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        try (MappingIterator<String[]> table = new CsvMapper()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .readerFor(String[].class)
                .with(schema)
                .readValues(text)) {
            while (table.hasNextValue()) {
                take(table.nextValue(), consumer);
            }
        }
    }

    private void take(String[] cells, RowConsumer consumer) throws IOException, InterruptedException {
        if (Arrays.stream(cells).allMatch(String::isBlank)) {
            return;
        }
        Map<Column, Integer> known = places;
        if (known == null) {
            known = place(cells);
            places = known;
            if (format.header()) {
                return;
            }
        }
        rows++;
        Map<Column, String> values = new EnumMap<>(Column.class);
        known.forEach((column, place) -> {
            String value = place < cells.length ? cells[place].strip() : "";
            if (!value.isEmpty()) {
                values.put(column, value);
            }
        });
        consumer.accept(new Row(rows, values));
    }

    private Map<Column, Integer> place(String[] first) {
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        List<String> names = Arrays.stream(first).map(RowReader::plain).toList();
        format.columns().forEach((column, name) -> {
            int place = format.header() ? names.indexOf(plain(name)) : -1;
            if (place < 0 && name.matches("\\d{1,4}")) {
                place = Integer.parseInt(name) - 1;
            }
            if (place < 0 || place >= first.length) {
                throw new IllegalStateException("the file has no column \"" + name + "\" for " + column.label()
                        + ", it has " + first.length + (format.header() ? ": " + String.join(", ", names) : ""));
            }
            found.put(column, place);
        });
        if (format.header()) {
            placeByHeading(found, names);
        }
        format.kind().check(found.keySet());
        return found;
    }

    /** Columns that are not mapped, by the usual headings, in any spelling. */
    private void placeByHeading(Map<Column, Integer> found, List<String> names) {
        List<String> headings = names.stream().map(RowReader::heading).toList();
        for (Column column : Column.values()) {
            if (!found.containsKey(column) && format.kind().has(column)) {
                column.headings()
                        .mapToInt(headings::indexOf)
                        .filter(place -> place >= 0 && !found.containsValue(place))
                        .findFirst()
                        .ifPresent(place -> found.put(column, place));
            }
        }
        int id = headings.indexOf("id");
        if (id >= 0 && !found.containsValue(id)) {
            found.putIfAbsent(format.kind().id(), id);
        }
    }

    private static String heading(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ .-]+", "_");
    }

    /** Without blanks around it and the mark that some programs write at the start of a file. */
    private static String plain(String name) {
        return name.replace("\uFEFF", "").strip();
    }
}
