package dev.millrace.segment.rule;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How names and text are written, so that they are read as what they are. */
final class Words {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "between",
            "exists",
            "in",
            "contains",
            "matches",
            "within",
            "some",
            "event",
            "since",
            "true",
            "false");

    private Words() {}

    static String event(String name) {
        return isName(name) && !isTaken(name) ? name : "event(" + quoted(name) + ")";
    }

    /** The parts of a path behind a dot, in backticks where they are no plain names. */
    static String path(String path) {
        return Arrays.stream(path.split("\\.", -1)).map(Words::name).collect(Collectors.joining("."));
    }

    /** A path that nothing stands before. */
    static String wholePath(String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        return isTaken(first) ? "`" + first + "`" + (dot < 0 ? "" : "." + path(path.substring(dot + 1))) : path(path);
    }

    static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "\"";
    }

    private static String name(String word) {
        return isName(word) ? word : "`" + word + "`";
    }

    private static boolean isName(String word) {
        return NAME.matcher(word).matches();
    }

    private static boolean isTaken(String word) {
        return RESERVED.contains(word) || FieldBuilder.isRoot(word);
    }
}
