package dev.millrace.mailer.template;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text part of a mail, read off its HTML: what is shown, in its order, with the address behind each link. */
final class PlainText {

    private static final Pattern HIDDEN = Pattern.compile(
            "<!--.*?-->|<(head|style|title)\\b.*?</\\1\\s*>|<div style=\"display:none.*?</div>", flags());
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern LINK =
            Pattern.compile("<a\\b[^>]*?href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>(.*?)</a\\s*>", flags());
    private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*?alt\\s*=\\s*\"([^\"]+)\"[^>]*>", flags());
    private static final Pattern CELL_END = Pattern.compile("</t[dh]\\s*>", flags());
    private static final Pattern LINE_END =
            Pattern.compile("<br\\s*/?>|</(p|div|tr|table|h[1-6]|li|ul|ol)\\s*>|<hr[^>]*>", flags());
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final String SEPARATORS = "·|";

    private PlainText() {}

    private static int flags() {
        return Pattern.DOTALL | Pattern.CASE_INSENSITIVE;
    }

    /** The Liquid that prints the text, of the Liquid that prints the HTML. What it prints has still to be {@link #tidied}. */
    static String liquidOf(String html) {
        Placeholders liquid = new Placeholders(html);
        String text = SPACES.matcher(HIDDEN.matcher(liquid.replaced()).replaceAll(" "))
                .replaceAll(" ");
        text = IMAGE.matcher(text).replaceAll("$1");
        text = LINK.matcher(text).replaceAll(PlainText::withAddress);
        text = CELL_END.matcher(text).replaceAll(" ");
        text = LINE_END.matcher(text).replaceAll("\n");
        return liquid.restore(Entities.decode(TAG.matcher(text).replaceAll("")));
    }

    private static String withAddress(MatchResult link) {
        String words = TAG.matcher(link.group(3)).replaceAll("").strip();
        if (words.isEmpty()) {
            return "";
        }
        String written = link.group(1) == null ? link.group(2) : link.group(1);
        String address = MarkedAddresses.around(LinkBlock.NAME, written);
        return Matcher.quoteReplacement(words.equals(written) ? address : words + ": " + address + "<br>");
    }

    /** One space between words, no separator at the edge of a line, at most one empty line in a row. */
    static String tidied(String text) {
        Tidy tidy = new Tidy(text);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            tidy.appendLine(start, end);
            start = end + 1;
        }
        return tidy.end();
    }

    /** Text that becomes no longer than it was, but for the end of its last line. */
    private static final class Tidy {

        private final char[] text;
        private final char[] tidy;
        private int length;

        Tidy(String text) {
            this.text = text.toCharArray();
            this.tidy = new char[text.length() + 1];
        }

        void appendLine(int start, int end) {
            int from = start;
            int to = end;
            while (from < to && isEdge(text[from])) {
                from++;
            }
            while (to > from && isEdge(text[to - 1])) {
                to--;
            }
            boolean afterEmpty = length > 1 && tidy[length - 2] == '\n';
            if (from == to && (length == 0 || afterEmpty)) {
                return;
            }
            for (int i = from; i < to; i++) {
                if (!isSpace(text[i])) {
                    tidy[length++] = text[i];
                } else if (!isSpace(text[i - 1])) {
                    tidy[length++] = ' ';
                }
            }
            tidy[length++] = '\n';
        }

        String end() {
            while (length > 0 && tidy[length - 1] == '\n') {
                length--;
            }
            tidy[length++] = '\n';
            return new String(tidy, 0, length);
        }
    }

    private static boolean isEdge(char c) {
        return isSpace(c) || SEPARATORS.indexOf(c) >= 0;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\u00a0' || c == '\t' || c == '\r';
    }
}
