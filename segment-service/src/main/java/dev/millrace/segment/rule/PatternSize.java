package dev.millrace.segment.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression is once its repetitions are written out, which is what it costs to compile and to run:
 * {@code ((a{1000}){1000}){1000}} is short as text only.
 */
final class PatternSize {

    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");

    /** The size of the groups that are open, and of the last thing in each, which a repetition repeats. */
    private final Deque<Group> open = new ArrayDeque<>();

    private final String pattern;

    private static final class Group {
        private double before;
        private double last;

        private void add(double size) {
            before += last;
            last = size;
        }

        private double size() {
            return before + last;
        }
    }

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    static double of(String pattern) {
        return new PatternSize(pattern).measure();
    }

    private double measure() {
        open.push(new Group());
        int i = 0;
        while (i < pattern.length()) {
            i = next(i);
        }
        return open.stream().mapToDouble(Group::size).sum();
    }

    private int next(int i) {
        Group group = open.element();
        switch (pattern.charAt(i)) {
            case '(' -> open.push(new Group());
            case ')' -> close();
            case '{' -> {
                return repeat(group, i);
            }
            case '[' -> {
                group.add(1);
                return endOfClass(i);
            }
            case '\\' -> {
                return escaped(group, i);
            }
            default -> group.add(1);
        }
        return i + 1;
    }

    private void close() {
        if (open.size() > 1) {
            double size = open.pop().size() + 1;
            open.element().add(size);
        }
    }

    private int repeat(Group group, int i) {
        Matcher repetition = REPETITION.matcher(pattern).region(i, pattern.length());
        if (!repetition.lookingAt()) {
            group.add(1);
            return i + 1;
        }
        String most = repetition.group(3);
        group.last *=
                Math.max(1, Math.max(number(repetition.group(1)), most == null || most.isEmpty() ? 0 : number(most)));
        return repetition.end();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private int escaped(Group group, int i) {
        if (pattern.startsWith("\\Q", i)) {
            int end = pattern.indexOf("\\E", i);
            group.add(1);
            return end < 0 ? pattern.length() : end + 2;
        }
        group.add(1);
        return i + 2;
    }

    /** A bracket closes the class, unless it comes first or is escaped. */
    private int endOfClass(int start) {
        int i = start + 1;
        if (pattern.startsWith("^", i)) {
            i++;
        }
        i++;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
