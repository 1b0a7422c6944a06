package dev.millrace.ingest.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a feed: a JSON array, JSON objects one after another, or a table with headings, told apart by the first character. The
 * table's cells have between them what its first line has most of: commas, semicolons or tabs. Each
 * row stands alone. Text that can't be read any further ends the feed with a refusal of that row; what came before it counts.
 */
public final class Feed {

    public static final int MAX_ROWS = 10_000;

    private static final String SEPARATORS = ",;\t";

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private final RowReader reader;
    private final List<FeedRow> rows = new ArrayList<>();
    private int index;

    private Feed(Instant now) {
        this.reader = new RowReader(now);
    }

    /** @param now when it came */
    public static List<FeedRow> read(byte[] body, Instant now) {
        Feed feed = new Feed(now);
        byte first = firstCharacter(body);
        if (first == '[' || first == '{') {
            feed.json(body);
        } else {
            feed.csv(body);
        }
        return feed.rows;
    }

    private static byte firstCharacter(byte[] body) {
        for (byte octet : body) {
            // also past the mark that some programs write at the start of a text
            if (octet > ' ') {
                return octet;
            }
        }
        return 0;
    }

    private void json(byte[] body) {
        long line = 1;
        try (JsonParser parser = Json.mapper().createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                line = parser.currentTokenLocation().getLineNr();
                if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                    continue;
                }
                JsonNode row = Json.mapper().readTree(parser);
                if (!add(line, fields(row))) {
                    return;
                }
            }
        } catch (NumberFormatException e) {
            refuse(line, "it holds a number that is too long to be one; what follows is not read");
        } catch (JsonProcessingException e) {
            refuse(e.getLocation() == null ? line : e.getLocation().getLineNr(), "from here on it is no JSON");
        } catch (IOException e) {
            refuse(line, "from here on it is no UTF-8 text");
        }
    }

    private void csv(byte[] body) {
        long line = 1;
        try (MappingIterator<String[]> table = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator(body)))
                .readValues(body)) {
            String[] headings = table.hasNextValue() ? table.nextValue() : new String[0];
            while (table.hasNextValue()) {
                line = table.getCurrentLocation().getLineNr();
                if (!add(line, cells(headings, table.nextValue()))) {
                    return;
                }
            }
        } catch (IOException e) {
            refuse(line, "from here on it is no CSV in UTF-8");
        }
    }

    private static char separator(byte[] body) {
        int[] seen = new int[SEPARATORS.length()];
        for (int i = 0; i < body.length && body[i] != '\n'; i++) {
            int which = SEPARATORS.indexOf(body[i]);
            if (which >= 0) {
                seen[which]++;
            }
        }
        int most = 0;
        for (int i = 1; i < seen.length; i++) {
            most = seen[i] > seen[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }

    /** Whether there may be more. */
    private boolean add(long line, Map<String, String> row) {
        if (index == MAX_ROWS) {
            refuse(line, "from here on it is too much, expected at most " + MAX_ROWS + " rows; send several feeds");
            return false;
        }
        try {
            rows.add(reader.read(row));
            index++;
        } catch (RowReader.BadRow e) {
            refuse(line, String.valueOf(e.getMessage()));
        }
        return true;
    }

    private void refuse(long line, String reason) {
        rows.add(new FeedRow.Refused(index++, line, reason));
    }

    private static Map<String, String> fields(JsonNode row) {
        Map<String, String> fields = new HashMap<>();
        row.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                fields.put(heading(field.getKey()), field.getValue().asText());
            }
        });
        return fields;
    }

    private static Map<String, String> cells(String[] headings, String[] cells) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < Math.min(headings.length, cells.length); i++) {
            fields.put(heading(headings[i]), cells[i]);
        }
        return fields;
    }

    private static String heading(String name) {
        return name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
