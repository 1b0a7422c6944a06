package dev.millrace.mailer.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text part of a mail, read off its HTML: what is shown, in its order, with the address behind each link. */
public final class PlainText {

    private static final Pattern HIDDEN = Pattern.compile(
            "<!--.*?-->|<(head|style|title)\\b.*?</\\1\\s*>|<div style=\"display:none.*?</div>", flags());
    private static final Pattern LINK =
            Pattern.compile("<a\\b[^>]*?href\\s*=\\s*\"([^\"]*)\"[^>]*>(.*?)</a\\s*>", flags());
    private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*?alt\\s*=\\s*\"([^\"]+)\"[^>]*>", flags());
    private static final Pattern CELL_END = Pattern.compile("</t[dh]\\s*>", flags());
    private static final Pattern LINE_END =
            Pattern.compile("<br\\s*/?>|</(p|div|tr|table|h[1-6]|li|ul|ol)\\s*>|<hr[^>]*>", flags());
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private PlainText() {}

    private static int flags() {
        return Pattern.DOTALL | Pattern.CASE_INSENSITIVE;
    }

    public static String of(String html) {
        String text = HIDDEN.matcher(html).replaceAll(" ").replaceAll("[\\s\\u00a0]+", " ");
        text = IMAGE.matcher(text).replaceAll("$1");
        text = LINK.matcher(text)
                .replaceAll(link -> Matcher.quoteReplacement(withAddress(link.group(2), link.group(1))));
        text = CELL_END.matcher(text).replaceAll(" ");
        text = LINE_END.matcher(text).replaceAll("\n");
        text = Entities.decode(TAG.matcher(text).replaceAll(""));
        return text.lines()
                        .map(line -> line.replaceAll("[ \\u00a0]+", " ")
                                .replaceAll("^ ?[·|] | [·|] ?$", "")
                                .strip())
                        .reduce("", PlainText::append)
                        .strip()
                + "\n";
    }

    private static String withAddress(String label, String address) {
        String words = TAG.matcher(label).replaceAll("").strip();
        return words.isEmpty() ? "" : words.equals(address) ? address : words + ": " + address + "<br>";
    }

    /** At most one empty line in a row. */
    private static String append(String text, String line) {
        return line.isEmpty() && (text.isEmpty() || text.endsWith("\n\n")) ? text : text + line + "\n";
    }
}
