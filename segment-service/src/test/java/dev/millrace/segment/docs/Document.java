package dev.millrace.segment.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page in Markdown, by its fenced blocks and tables.
 *
 * @param blocks in the order in which they stand
 */
record Document(Path file, List<String> lines, List<Block> blocks, List<Table> tables) {

    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param line of its fence, counted from 1
     * @param info the words behind the fence
     * @param before the block before it, whose result it may show
     */
    record Block(int line, String info, List<String> body, @Nullable Block before) {

        String text() {
            return String.join("\n", body);
        }
    }

    /** @param line of its header, counted from 1; the cells have neither bars nor backticks around */
    record Table(int line, List<String> header, List<List<String>> rows) {

        boolean isHeaded(String... words) {
            return header.size() >= words.length
                    && header.subList(0, words.length).equals(Arrays.asList(words));
        }

        int lineOf(int row) {
            return line + 2 + row;
        }
    }

    static Document read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<Block> blocks = new ArrayList<>();
            List<Table> tables = new ArrayList<>();
            int i = 0;
            while (i < lines.size()) {
                int end = i;
                if (lines.get(i).startsWith(FENCE)) {
                    end = endOfBlock(lines, i);
                    Block before = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
                    String info = lines.get(i).substring(FENCE.length()).strip();
                    blocks.add(new Block(i + 1, info, List.copyOf(lines.subList(i + 1, end)), before));
                } else if (lines.get(i).startsWith("|")) {
                    end = endOfTable(lines, i);
                    tables.add(table(lines, i, end));
                }
                i = end + 1;
            }
            return new Document(file, lines, List.copyOf(blocks), List.copyOf(tables));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("\n", lines);
    }

    /** As a failure names it. */
    String place(int line) {
        return file.getFileName() + ":" + line;
    }

    private static int endOfBlock(List<String> lines, int start) {
        return IntStream.range(start + 1, lines.size())
                .filter(i -> lines.get(i).equals(FENCE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the block in line " + (start + 1) + " does not end"));
    }

    private static int endOfTable(List<String> lines, int start) {
        return IntStream.range(start, lines.size())
                        .filter(i -> !lines.get(i).startsWith("|"))
                        .findFirst()
                        .orElse(lines.size())
                - 1;
    }

    private static Table table(List<String> lines, int start, int end) {
        List<List<String>> rows = IntStream.rangeClosed(start + 2, end)
                .mapToObj(i -> cells(lines.get(i)))
                .toList();
        return new Table(start + 1, cells(lines.get(start)), rows);
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
                .map(cell -> plain(cell.strip().replace("\\|", "|")))
                .toList();
    }

    /** Doubled backticks stand around code that has some itself. */
    private static String plain(String cell) {
        String fence = cell.startsWith("``") ? "``" : "`";
        boolean isCode = cell.length() > 2 * fence.length()
                && cell.startsWith(fence)
                && cell.indexOf(fence, fence.length()) == cell.length() - fence.length();
        return isCode
                ? cell.substring(fence.length(), cell.length() - fence.length()).strip()
                : cell;
    }
}
