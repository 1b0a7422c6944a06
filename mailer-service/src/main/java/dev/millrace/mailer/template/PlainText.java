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
        StringBuilder tidy = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            appendLine(tidy, text, start, end);
            start = end + 1;
        }
        int last = tidy.length();
        while (last > 0 && tidy.charAt(last - 1) == '\n') {
            last--;
        }
        tidy.setLength(last);
        return tidy.append('\n').toString();
    }

    private static void appendLine(StringBuilder tidy, String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isEdge(text.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(text.charAt(to - 1))) {
            to--;
        }
        boolean begins = tidy.isEmpty();
        boolean afterEmpty = tidy.length() > 1 && tidy.charAt(tidy.length() - 2) == '\n';
        if (from == to && (begins || afterEmpty)) {
            return;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isSpace(c)) {
                tidy.append(c);
            } else if (!isSpace(text.charAt(i - 1))) {
                tidy.append(' ');
            }
        }
        tidy.append('\n');
    }

    private static boolean isEdge(char c) {
        return isSpace(c) || SEPARATORS.indexOf(c) >= 0;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\u00a0' || c == '\t' || c == '\r';
    }
}
